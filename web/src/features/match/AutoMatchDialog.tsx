import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { lineKeys, lineList, type MatchResult, shopsQuery } from './queries'
import './match.css'

/** 自动匹配: says what it will do, does it for one shop, and tells what was paired and what was not. */
export function AutoMatchDialog({ shopId, onClose }: { shopId: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('match')
  const shops = useQuery(shopsQuery)
  const items = shops.data ?? []
  const [choice, setChoice] = useState(shopId)
  const shop = choice ?? items[0]?.id
  const run = useWrite({
    fn: (id: string, write) => data(api.POST('/api/v1/shops/{id}/actions/match', { params: { path: { id } }, ...write })),
    invalidate: [lineKeys.all],
  })
  return (
    <Modal
      open
      onCancel={onClose}
      title={t('auto.title')}
      footer={[
        <Button key="close" type={run.data ? 'primary' : 'default'} onClick={onClose}>
          {run.data ? t('common:action.ok') : t('common:action.cancel')}
        </Button>,
        !run.data && (
          <Button key="go" type="primary" disabled={!shop} loading={run.isPending} onClick={() => shop && run.mutate(shop)}>
            {t('auto.go')}
          </Button>
        ),
      ]}
    >
      {run.data && shop ? (
        <Result result={run.data} shopId={shop} onClose={onClose} />
      ) : (
        <Flex vertical gap={12}>
          {items.length > 1 && <Select value={shop} aria-label={t('shop')} options={items.map((s) => ({ value: s.id, label: s.name }))} onChange={setChoice} />}
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            <li>{t('auto.rule1')}</li>
            <li>{t('auto.rule2')}</li>
            <li>{t('auto.rule3')}</li>
            <li>{t('auto.rule4')}</li>
          </ul>
        </Flex>
      )}
    </Modal>
  )
}

const listed = 20

function Result({ result, shopId, onClose }: { result: MatchResult; shopId: string; onClose: () => void }) {
  const { t } = useTranslation('match')
  const doubtful = useQuery({ ...lineList({ shopId, state: 'ambiguous', page: 1, pageSize: listed }), enabled: result.ambiguous > 0 })
  const link = (state: string, text: string) => (
    <Link to="/matching" search={{ shopId, state } as never} onClick={onClose}>
      {text}
    </Link>
  )
  return (
    <Flex vertical gap={10} role="status">
      <Alert type={result.matched > 0 ? 'success' : 'info'} showIcon title={result.matched > 0 ? t('auto.matched', { count: result.matched }) : t('auto.noneMatched')} />
      {result.ambiguous > 0 && (
        <div>
          <div>
            {t('auto.ambiguous', { count: result.ambiguous })} {link('ambiguous', t('auto.showAll'))}
          </div>
          <ul className="accept-list" style={{ marginTop: 6, maxHeight: 220 }}>
            {(doubtful.data?.items ?? []).map((l) => (
              <li key={l.id}>
                <code>{l.onlineCode || l.offerCode}</code> {l.offerTitle} {l.onlineName}
              </li>
            ))}
          </ul>
        </div>
      )}
      {result.unmatched > 0 && (
        <div>
          {t('auto.unmatched', { count: result.unmatched })} {link('unmatched', t('auto.showAll'))}
        </div>
      )}
      {result.ambiguous === 0 && result.unmatched === 0 && <div>{t('auto.allMatched')}</div>}
    </Flex>
  )
}
