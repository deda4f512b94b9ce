import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Input, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { currenciesQuery, currencyKeys } from '@/components/currencies'
import { Price } from '@/components/Decimal'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { compare } from '@/lib/decimal'
import { type Currency, switchCurrency } from '../queries'
import { RatesDrawer } from '../RatesDrawer'
import '../currency.css'

/** 币种和汇率: what foreign currencies are worth; those switched on stand first. */
export default function CurrencyPage() {
  const { t, i18n } = useTranslation('currency')
  const may = useCan()('settings.update')
  const query = useQuery(currenciesQuery)
  const [typed, setTyped] = useState('')
  const [opened, setOpened] = useState<string>()
  const turn = useWrite({
    fn: ({ currency, active }: { currency: Currency; active: boolean }, write) => switchCurrency(currency, active, write),
    invalidate: [currencyKeys.all],
    onSuccess: (_, { currency, active }) => active && compare(currency.rate, '0') === 0 && setOpened(currency.code),
  })
  const name = (c: Currency) => (i18n.language === 'zh-CN' ? c.nameZh : c.nameEn)
  const q = typed.trim().toLowerCase()
  const items = (query.data?.items ?? []).filter((c) => [c.code, c.nameZh, c.nameEn].some((x) => x.toLowerCase().includes(q))).toSorted((a, b) => Number(b.active) - Number(a.active))
  const open = query.data?.items.find((c) => c.code === opened)
  return (
    <>
      <PageHead title={t('menu:currency')} hint={t('hint')} />
      {query.isError ? (
        <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <Section flush>
          <Flex style={{ padding: '10px 14px' }}>
            <Input allowClear value={typed} placeholder={t('search')} aria-label={t('search')} style={{ maxWidth: 260 }} onChange={(e) => setTyped(e.target.value)} />
          </Flex>
          {query.isPending ? (
            <Skeleton active style={{ padding: 14 }} />
          ) : items.length === 0 ? (
            <p className="muted currency-none">{t('none', { typed })}</p>
          ) : (
            <table className="currencies">
              <thead>
                <tr>
                  <th>{t('code')}</th>
                  <th>{t('name')}</th>
                  <th className="right">{t('rate')}</th>
                  <th>{t('since')}</th>
                  <th>{t('active')}</th>
                  <th>{t('rates')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((c) => (
                  <tr key={c.code}>
                    <th scope="row">{c.code}</th>
                    <td>{name(c)}</td>
                    <td className="right">{compare(c.rate, '0') > 0 ? <Price value={c.rate} /> : c.active ? <span className="muted">{t('noRate')}</span> : null}</td>
                    <td className="num">{c.date}</td>
                    <td>
                      <Switch
                        size="small"
                        checked={c.active}
                        disabled={!may}
                        loading={turn.isPending && turn.variables.currency.code === c.code}
                        aria-label={t('switch', { name: name(c) })}
                        onChange={(active) => turn.mutate({ currency: c, active })}
                      />
                    </td>
                    <td>
                      {c.version > 0 && (
                        <Button type="link" size="small" onClick={() => setOpened(c.code)} aria-label={t('ratesOf', { name: name(c) })}>
                          {t('rates')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Section>
      )}
      {open && <RatesDrawer key={open.code} currency={open} name={name(open)} readOnly={!may} onClose={() => setOpened(undefined)} />}
    </>
  )
}
