import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, List, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { LevelDrawer } from '../LevelDrawer'
import { type Level, levelsQuery } from '../queries'

/** The price levels: what kinds of customers there are and which price each pays. */
export default function LevelsPage() {
  const { t } = useTranslation('customer')
  const can = useCan()
  const levels = useQuery(levelsQuery)
  const [edited, setEdited] = useState<Level | 'new'>()
  const mayWrite = can('price_level.write')
  return (
    <>
      <PageHead
        title={t('menu:customer.level')}
        hint={t('level.pageHint')}
        actions={
          mayWrite && (
            <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setEdited('new')}>
              {t('level.new')}
            </Button>
          )
        }
      />
      {levels.isError ? (
        <ProblemView problem={toProblem(levels.error)} onRetry={() => void levels.refetch()} />
      ) : (
        <Section flush>
          {levels.isPending ? (
            <Skeleton active style={{ padding: 14 }} />
          ) : (
            <List
              dataSource={levels.data}
              rowKey="id"
              renderItem={(l) => (
                <List.Item
                  style={{ paddingInline: 14 }}
                  actions={
                    mayWrite
                      ? [
                          <Button key="edit" type="link" size="small" onClick={() => setEdited(l)}>
                            {t('level.edit')}
                          </Button>,
                        ]
                      : undefined
                  }
                >
                  <Flex gap={10} align="center" wrap>
                    <strong>{l.name}</strong>
                    <span className="muted">{l.customerName}</span>
                    {l.builtin && <StatusTag tone="neutral">{t('level.builtinTag')}</StatusTag>}
                  </Flex>
                </List.Item>
              )}
            />
          )}
        </Section>
      )}
      {edited && <LevelDrawer key={edited === 'new' ? 'new' : edited.id} level={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}
