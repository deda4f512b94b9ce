import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { DocumentTable } from '../DocumentTable'
import { OpeningImport } from '../OpeningImport'

/** Opening stock: the documents it was entered with. */
export default function OpeningPage() {
  const { t } = useTranslation('stock')
  const can = useCan()
  const [importing, setImporting] = useState(false)
  const create = can('stock.opening') && (
    <>
      <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
        {t('opening.import')}
      </Button>
      <Link to="/opening-stock/$id" params={{ id: 'new' }}>
        <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
          {t('opening.new')}
        </Button>
      </Link>
    </>
  )
  return (
    <>
      <PageHead title={t('menu:stock.opening')} hint={t('opening.hint')} actions={create} />
      <DocumentTable kind="opening_stock" empty={{ title: t('opening.empty'), hint: t('opening.emptyHint'), action: <Flex gap={8} justify="center">{create}</Flex> }} />
      {importing && <OpeningImport onClose={() => setImporting(false)} />}
    </>
  )
}
