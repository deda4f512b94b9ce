import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { verifyQuery } from '../queries'

/** 核对账目: proves that balances equal their ledgers and documents their postings, and lists what does not. */
export default function VerifyPage() {
  const { t } = useTranslation('books')
  const query = useQuery(verifyQuery)
  const run = () => void query.refetch()
  const found = query.data?.findings ?? []
  return (
    <>
      <PageHead
        title={t('menu:books.verify')}
        hint={t('verify.hint')}
        actions={
          <Button type="primary" loading={query.isFetching} onClick={run}>
            {t('verify.run')}
          </Button>
        }
      />
      <div role="status" aria-live="polite">
        {query.isError && <ProblemView problem={toProblem(query.error)} onRetry={run} />}
        {!query.data && !query.isError && <Alert type="info" showIcon title={t('verify.ready')} />}
        {query.data?.ok && <Alert type="success" showIcon title={t('verify.ok')} />}
        {found.length > 0 && <Alert type="error" showIcon title={t('verify.bad', { count: found.length })} description={t('verify.badHint')} />}
      </div>
      {found.length > 0 && (
        <Section flush>
          <Table
            size="small"
            rowKey={(f) => `${f.check} ${f.subject}`}
            dataSource={found}
            scroll={{ x: 640 }}
            pagination={found.length > 50 ? { pageSize: 50, showQuickJumper: true, showSizeChanger: false } : false}
            columns={[
              { key: 'check', title: t('verify.check'), dataIndex: 'rule' },
              { key: 'subject', title: t('verify.subject'), dataIndex: 'subject' },
              { key: 'want', title: t('verify.want'), align: 'right', dataIndex: 'want' },
              { key: 'got', title: t('verify.got'), align: 'right', dataIndex: 'got' },
            ]}
          />
        </Section>
      )}
    </>
  )
}
