import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money } from '@/components/Decimal'
import type { Agreement } from './queries'

/** Where figures differ, by how much, and why. */
export function Gaps({ gaps }: { gaps: Agreement['gaps'] }) {
  const { t } = useTranslation('paying')
  return (
    <Flex vertical>
      {gaps.map((g) => (
        <span key={g.between + g.reason} style={{ whiteSpace: 'normal' }}>
          {t(`between.${g.between}`)} <Money value={g.amount} /> {t(`gap.${g.reason}`)}
        </span>
      ))}
    </Flex>
  )
}
