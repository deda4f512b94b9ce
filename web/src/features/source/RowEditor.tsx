import { Button, Flex, Input, Popover, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { Price } from '@/components/Decimal'
import { type Row, runKeys } from './queries'
import { useRatio } from './SourceTags'

interface Change {
  chosen?: boolean
  spec?: string
  num?: number
  den?: number
  skipped?: boolean
}

/** Keeps what a person decides about a row; the whole decision is sent each time. */
export function useSetRow(runId: string, row: Row) {
  return useWrite({
    fn: (change: Change, write) =>
      data(
        api.PUT('/api/v1/match-runs/{id}/rows/{number}', {
          params: { path: { id: runId, number: row.number } },
          body: { chosen: row.chosen, spec: row.spec, num: row.num, den: row.den, skipped: row.skipped, ...change },
          ...write,
        }),
      ),
    invalidate: [runKeys.detail(runId)],
  })
}

/** 1688规格: the best guess preselected, any other to choose. */
export function SpecCell({ runId, row, disabled }: { runId: string; row: Row; disabled: boolean }) {
  const { t } = useTranslation('source')
  const set = useSetRow(runId, row)
  const specs = row.offer?.specs ?? []
  if (!row.offer) return null
  if (specs.length === 0) return <span className="muted">{t('spec.none')}</span>
  return (
    <Flex vertical gap={2}>
      <Select<string>
        size="small"
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        disabled={disabled}
        loading={set.isPending}
        value={set.isPending ? set.variables?.spec : row.chosen ? row.spec : undefined}
        status={!row.chosen && !row.skipped && !disabled ? 'warning' : undefined}
        placeholder={t('spec.required')}
        aria-label={t('spec.of', { code: row.skuCode })}
        style={{ width: '100%' }}
        popupMatchSelectWidth={340}
        options={specs.map((k) => ({ value: k.key, label: [k.name, k.code].filter(Boolean).join(' · '), spec: k }))}
        optionRender={(o) => {
          const k = specs.find((s) => s.key === o.value)
          return (
            <Flex justify="space-between" gap={8}>
              <span className="cut">{o.label}</span>
              <span>
                <span className="muted num">{t('look.stock', { count: k?.stock ?? 0 })}</span> {k?.price && <Price value={k.price} />}
              </span>
            </Flex>
          )
        }}
        onChange={(key: string | undefined) => set.mutate(key ? { chosen: true, spec: key, skipped: false } : { chosen: false, spec: undefined })}
      />
      {row.chosen && row.reason && <span className="muted" style={{ fontSize: 12 }}>{t(`reason.${row.reason}`)}</span>}
    </Flex>
  )
}

/** 换算 of a row, changed in a small window. */
export function RatioCell({ runId, row, disabled }: { runId: string; row: Row; disabled: boolean }) {
  const { t } = useTranslation('source')
  const ratio = useRatio()
  const set = useSetRow(runId, row)
  const [open, setOpen] = useState(false)
  const [num, setNum] = useState('')
  const [den, setDen] = useState('')
  if (!row.offer) return null
  const text = ratio({ unit: row.offer.unit, num: row.num, den: row.den }, row.unit ?? '')
  if (disabled) return <span>{text}</span>
  const good = /^[1-9]\d{0,6}$/.test(num) && /^[1-9]\d{0,6}$/.test(den)
  const take = () => {
    if (!good) return
    setOpen(false)
    set.mutate({ num: Number(num), den: Number(den) })
  }
  return (
    <Popover
      open={open}
      trigger="click"
      onOpenChange={(o) => {
        setOpen(o)
        if (o) {
          setNum(String(row.num))
          setDen(String(row.den))
        }
      }}
      content={
        <Flex gap={6} align="center">
          <Input size="small" style={{ width: 70 }} inputMode="numeric" value={den} aria-label={t('ratio.den')} onChange={(e) => setDen(e.target.value)} onPressEnter={take} />
          {row.offer.unit || t('ratio.unit')} {'='}
          <Input size="small" style={{ width: 70 }} inputMode="numeric" value={num} aria-label={t('ratio.num')} autoFocus onChange={(e) => setNum(e.target.value)} onPressEnter={take} />
          {row.unit}
          <Button size="small" type="primary" disabled={!good} onClick={take}>
            {t('common:action.ok')}
          </Button>
        </Flex>
      }
    >
      <Button size="small" type="link" style={{ paddingInline: 0 }} loading={set.isPending}>
        {text}
      </Button>
    </Popover>
  )
}

/** Leaves a row out of saving, or takes it in again. */
export function SkipCell({ runId, row }: { runId: string; row: Row }) {
  const { t } = useTranslation('source')
  const set = useSetRow(runId, row)
  return (
    <Button size="small" type="text" loading={set.isPending} onClick={() => set.mutate({ skipped: !row.skipped })}>
      {row.skipped ? t('run.takeIn') : t('run.leaveOut')}
    </Button>
  )
}
