import { Alert, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { type FieldProblem, fieldText } from '@/api/problem'
import { Section } from '@/components/Section'
import { AllocationTable, type AllocationTableProps } from './AllocationTable'

interface Props {
  customerId: string | undefined
  pending: boolean
  table: Omit<AllocationTableProps, 'problems'>
  problems?: FieldProblem[]
}

/** What a document of money settles, once its customer is chosen; with what was refused of it. */
export function AllocationSection({ customerId, pending, table, problems = [] }: Props) {
  const { t } = useTranslation('receivable')
  const whole = problems.filter((p) => p.field === 'allocations')
  return (
    <>
      {whole.length > 0 && <Alert type="error" showIcon role="alert" title={whole.map(fieldText).join(' ')} />}
      <Section title={t('allocate.title')} flush>
        {!customerId ? (
          <p className="muted" style={{ padding: '12px 14px', margin: 0 }}>
            {t('allocate.chooseCustomer')}
          </p>
        ) : pending ? (
          <div className="section-body">
            <Skeleton active paragraph={{ rows: 3 }} />
          </div>
        ) : (
          <AllocationTable {...table} problems={problems} />
        )}
      </Section>
    </>
  )
}
