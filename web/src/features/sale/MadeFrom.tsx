import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money } from '@/components/Decimal'
import { Section } from '@/components/Section'
import { madeFromQuery, type Sale, type SaleKind } from './queries'
import { SaleStateTag } from './tags'

/** The documents made from this one: the issues of an order, the returns of an issue. */
export function MadeFrom({ sale }: { sale: Sale }) {
  const { t } = useTranslation('sale')
  const made = useQuery({ ...madeFromQuery(sale.id), enabled: sale.state === 'posted' && sale.kind !== 'return' }).data ?? []
  if (made.length === 0) return null
  return (
    <Section title={t('madeFrom')}>
      <ul className="sale-cards">
        {made.map((d) => (
          <li key={d.id}>
            <Flex justify="space-between" gap={8} wrap>
              <span>
                {t(`title.${d.kind as SaleKind}`)}{' '}
                <Link to="/sales/$id" params={{ id: d.id }}>
                  {d.no}
                </Link>{' '}
                <span className="muted num">{d.date}</span>
              </span>
              <Flex gap={8} align="center">
                <Money value={d.total} />
                <SaleStateTag sale={d} />
              </Flex>
            </Flex>
          </li>
        ))}
      </ul>
    </Section>
  )
}
