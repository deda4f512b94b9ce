import { useNavigate, useSearch } from '@tanstack/react-router'
import { Flex, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '@/components/DataTable'
import { Said } from '@/components/Said'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { type Issue, type IssueKind, issueList } from './queries'

const kinds: IssueKind[] = ['failed', 'refused', 'notice']
const tones: Record<IssueKind, StatusTone> = { failed: 'bad', refused: 'attention', notice: 'neutral' }

/** The offers of a download that a person should know of, each with reason and remedy. */
export function IssueTable({ downloadId }: { downloadId: string }) {
  const { t } = useTranslation('shop')
  const navigate = useNavigate()
  const asked = (useSearch({ strict: false }) as { kind?: string }).kind
  const kind = kinds.find((k) => k === asked)
  const list = useMemo(() => issueList(downloadId, kind), [downloadId, kind])
  const offer = (i: Issue) =>
    i.offerId ? (
      <a href={`https://detail.1688.com/offer/${i.offerId}.html`} target="_blank" rel="noreferrer" className="num">
        {i.offerId}
      </a>
    ) : (
      <span className="muted">—</span>
    )
  const tag = (i: Issue) => <StatusTag tone={tones[i.kind]}>{t(`issue.kind.${i.kind}`)}</StatusTag>
  const columns: Column<Issue>[] = [
    { key: 'kind', title: t('issue.kindColumn'), width: 100, render: tag, text: (i) => t(`issue.kind.${i.kind}`) },
    { key: 'offerId', title: t('issue.offer'), width: 140, always: true, render: offer, text: (i) => i.offerId },
    { key: 'title', title: t('issue.title'), width: 280, render: (i) => i.title ?? '' },
    { key: 'said', title: t('issue.reason'), width: 480, render: (i) => <Said said={i.said} />, text: (i) => [i.said?.detail, i.said?.remedy].filter(Boolean).join(' ') },
  ]
  return (
    <DataTable
      id="download-issues"
      query={list}
      columns={columns}
      searchHint={t('issue.search')}
      extra={
        <Select<IssueKind>
          allowClear
          value={kind}
          placeholder={t('issue.all')}
          aria-label={t('issue.kindColumn')}
          style={{ minWidth: 140 }}
          options={kinds.map((k) => ({ value: k, label: t(`issue.kind.${k}`) }))}
          onChange={(k) => void navigate({ to: '.', search: ((old: object) => ({ ...old, page: undefined, kind: k })) as never, replace: true })}
        />
      }
      empty={{ title: t('issue.empty'), hint: t('issue.emptyHint') }}
      mobileCard={(i) => (
        <Flex vertical gap={4}>
          <Flex justify="space-between" gap={8}>
            {offer(i)}
            {tag(i)}
          </Flex>
          {i.title && <strong>{i.title}</strong>}
          <Said said={i.said} />
        </Flex>
      )}
    />
  )
}
