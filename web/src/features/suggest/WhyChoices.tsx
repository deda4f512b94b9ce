import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money, Price, Qty } from '@/components/Decimal'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import type { Detail } from './queries'

/** Ways out where an order was too small, price tiers in reach, and what another level of service would change. */
export function Choices({ detail }: { detail: Detail }) {
  const { t } = useTranslation('suggest')
  const { options = [], climbs = [], less, more } = detail
  const refused = (why: string | undefined) => (why ? <span className="muted">{t(`reason.${why}`, { defaultValue: why })}</span> : <StatusTag tone="good">{t('why.taken')}</StatusTag>)
  return (
    <>
      {options.length > 0 && (
        <Section title={t('why.options')}>
          <table aria-label={t('why.options')}>
            <thead>
              <tr>
                <th>{t('why.way')}</th>
                <th className="right">{t('why.pieces')}</th>
                <th className="right">{t('why.cost')}</th>
                <th>{t('why.result')}</th>
              </tr>
            </thead>
            <tbody>
              {options.map((o) => (
                <tr key={`${o.kind} ${o.pieces} ${o.until ?? ''} ${o.refused ?? ''}`}>
                  <td>
                    {t(`why.option.${o.kind}`)} {o.until && <span className="muted">{t('why.until', { on: o.until })}</span>}
                  </td>
                  <td className="right num">{o.pieces}</td>
                  <td className="right">
                    <Money value={o.cost} />
                  </td>
                  <td>{o.taken || o.refused ? refused(o.refused) : <span className="muted">{t('why.dearer')}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {climbs.length > 0 && (
        <Section title={t('why.tiers')}>
          <table aria-label={t('why.tiers')}>
            <thead>
              <tr>
                <th>{t('why.tier')}</th>
                <th className="right">{t('price')}</th>
                <th className="right">{t('why.saving')}</th>
                <th>{t('why.result')}</th>
              </tr>
            </thead>
            <tbody>
              {climbs.map((c) => (
                <tr key={`${c.from} ${c.to}`}>
                  <td>
                    {t('why.climb', { from: c.from, to: c.to })} <span className="muted">{t('why.lasts', { days: c.cover })}</span>
                  </td>
                  <td className="right">
                    <Price value={c.price} />
                  </td>
                  <td className="right">
                    <Money value={c.saving} />
                  </td>
                  <td>{refused(c.refused)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {(less || more) && (
        <Section title={t('why.notches')}>
          <Flex vertical gap={6}>
            {[less, more].map(
              (n) =>
                n && (
                  <div key={n.level}>
                    {t('why.notch', { level: n.level / 100 })} <Qty value={n.safetyStock} />
                    {n.value && (
                      <span className="muted">
                        {' '}
                        {t('why.ties')} <Money value={n.value} sign /> · {t('why.holding')} <Money value={n.holding} sign />
                      </span>
                    )}
                  </div>
                ),
            )}
          </Flex>
        </Section>
      )}
    </>
  )
}
