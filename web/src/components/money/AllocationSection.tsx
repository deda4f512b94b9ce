import { Alert, Skeleton } from 'antd'
import { type FieldProblem, fieldText } from '@/api/problem'
import { Section } from '@/components/Section'
import { AllocationTable, type AllocationTableProps } from './AllocationTable'
import { useMoneyTexts } from './side'

interface Props {
  partyId: string | undefined
  pending: boolean
  table: Omit<AllocationTableProps, 'problems'>
  problems?: FieldProblem[]
}

/** What a document of money settles, once its party is chosen; with what was refused of it. */
export function AllocationSection({ partyId, pending, table, problems = [] }: Props) {
  const { t } = useMoneyTexts()
  const whole = problems.filter((p) => p.field === 'allocations')
  return (
    <>
      {whole.length > 0 && <Alert type="error" showIcon role="alert" title={whole.map(fieldText).join(' ')} />}
      <Section title={t('allocate.title')} flush>
        {!partyId ? (
          <p className="muted" style={{ padding: '12px 14px', margin: 0 }}>
            {t('allocate.chooseParty')}
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
