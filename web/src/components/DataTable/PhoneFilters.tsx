import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Drawer, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterField } from './FilterField'
import type { Filter } from './types'
import type { ListState } from './useListState'

/** The filters of a list on a phone: a button that says how many are set, and a drawer. */
export default function PhoneFilters({ filters, state, count }: { filters: Filter[]; state: ListState; count: number }) {
  const { t } = useTranslation('common')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Badge count={count} size="small">
        <Button icon={<FilterOutlined />} onClick={() => setOpen(true)}>
          {t('list.filter')}
        </Button>
      </Badge>
      <Drawer open={open} onClose={() => setOpen(false)} placement="bottom" size="auto" title={t('list.filter')}>
        <Flex vertical gap={14}>
          {filters.map((f) => (
            <div key={f.name}>
              <div className="muted" style={{ marginBottom: 4 }}>
                {f.label}
              </div>
              <FilterField filter={f} state={state} wide />
            </div>
          ))}
          <Flex gap={8}>
            <Button block onClick={state.reset}>
              {t('list.clear')}
            </Button>
            <Button block type="primary" onClick={() => setOpen(false)}>
              {t('action.ok')}
            </Button>
          </Flex>
        </Flex>
      </Drawer>
    </>
  )
}
