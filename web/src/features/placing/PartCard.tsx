import { Link } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Flex, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { useAsk } from '@/components/useAsk'
import { useCan } from '@/hooks/session'
import { cancelPart, type Cancelling, type Difference, type Part, placingKeys, type Preview } from './queries'
import { PartTag } from './tags'

/** What a person chose about a part before it is placed. */
export interface Wish {
  mode?: string
  accept?: boolean
}

interface Props {
  id: string
  part: Part
  only: boolean
  wish?: Wish
  /** Absent for those who only look. */
  onWish?: (w: Wish) => void
}

/** One call's worth of an order: what 1688 asks for it beside what was planned, or what it became. */
export function PartCard({ id, part: p, only, wish, onWish }: Props) {
  const { t } = useTranslation('placing')
  const can = useCan()
  const { ask, holder } = useAsk()
  const cancel = useWrite({ fn: (c: Cancelling, write) => cancelPart(id, p.id, c, write), invalidate: [placingKeys.detail(id), ['purchase'], ['platform']], success: t('cancel.asked') })
  const askCancel = async () => {
    const values = await ask<Cancelling>({
      title: t('cancel.title'),
      ok: t('cancel.name'),
      initial: { reason: 'buyerCancel' },
      fields: () => (
        <>
          <Form.Item name="reason" label={t('cancel.reason')} rules={[{ required: true }]}>
            <Select options={(['buyerCancel', 'sellerGoodsLack', 'other'] as const).map((r) => ({ value: r, label: t(`cancel.${r}`) }))} />
          </Form.Item>
          <Form.Item noStyle dependencies={['reason']}>
            {(form) => (
              <Form.Item name="remark" label={t('cancel.remark')} rules={[{ required: form.getFieldValue('reason') === 'other' }, { max: 200 }]}>
                <Input />
              </Form.Item>
            )}
          </Form.Item>
        </>
      ),
    })
    if (values) cancel.mutate(values)
  }
  return (
    <article className="placing-part" aria-label={t('part', { number: p.number })}>
      {holder}
      <header>
        <h3>{only ? t('whole') : t('part', { number: p.number })}</h3>
        <PartTag state={p.state} />
        {p.orders.map((o) => (
          <Flex key={o.platformId} gap={4}>
            <Link to="/platform-orders" search={{ q: o.platformId } as never} className="num">
              {o.platformId}
            </Link>
            {o.extra && <span className="muted">{t('extra')}</span>}
          </Flex>
        ))}
        {p.askedBy && <span className="muted">{p.askedBy}</span>}
        {p.cancellable && can('placing.place') && (
          <Button size="small" danger loading={cancel.isPending} onClick={() => void askCancel()} style={{ marginInlineStart: 'auto' }}>
            {t('cancel.name')}
          </Button>
        )}
      </header>
      <div className="body">
        {p.refusal && <Alert type={p.state === 'refused' || p.state === 'unclear' || p.state === 'draft' ? 'error' : 'warning'} showIcon title={p.refusal.detail} description={p.refusal.remedy} />}
        <Cargo part={p} />
        {p.preview && p.state === 'draft' && <Asked part={p} preview={p.preview} wish={wish} onWish={onWish} />}
      </div>
    </article>
  )
}

function Cargo({ part: p }: { part: Part }) {
  const { t } = useTranslation('placing')
  const of = (i: number, kind: Difference['kind']) => (p.state === 'draft' ? p.preview?.differences.find((d) => d.cargo === i && d.kind === kind) : undefined)
  const priced = p.planTotal !== undefined
  const previewed = p.state === 'draft' && p.preview !== undefined
  const ours = (c: Part['cargo'][number]) => c.lines.map((l) => `${l.number} ${l.sku}`).join('、')
  return (
    <div className="placing-scroll">
      <table className="placing-lines" aria-label={t('cargo')}>
        <thead>
          <tr>
            <th>{t('spec')}</th>
            <th className="placing-wide">{t('lines')}</th>
            <th className="right">{t('quantity')}</th>
            {priced && <th className="right">{t('plan')}</th>}
            {priced && previewed && <th className="right">{t('asks')}</th>}
          </tr>
        </thead>
        <tbody>
          {p.cargo.map((c, i) => {
            const price = of(i, 'price')
            const refused = of(i, 'refused')
            return (
              <tr key={`${c.offerId}/${c.spec}`}>
                <td>
                  <div>{c.title}</div>
                  <div className="muted">{c.spec}</div>
                  <div className="muted num placing-narrow">{ours(c)}</div>
                  {refused && <div className="over">{refused.message || refused.code}</div>}
                </td>
                <td className="num placing-wide">{ours(c)}</td>
                <td className="right num">
                  {c.quantity} {c.unit}
                  {c.minimum !== undefined && c.minimum > 1 && <div className="muted">{t('minimum', { count: c.minimum })}</div>}
                </td>
                {priced && (
                  <td className="right">
                    <Money value={c.plan} />
                  </td>
                )}
                {priced && previewed && (
                  <td className={price?.blocks ? 'right over' : 'right'}>
                    <Money value={price?.is ?? c.plan} />
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** What 1688 asks in all, and what a person decides about it. */
function Asked({ part: p, preview: v, wish, onWish }: { part: Part; preview: Preview; wish?: Wish; onWish?: (w: Wish) => void }) {
  const { t } = useTranslation('placing')
  const freight = v.differences.find((d) => d.kind === 'freight')
  return (
    <Flex vertical gap={8}>
      {v.total !== undefined && (
        <Flex gap={16} wrap>
          <span>
            {t('planTotal')} <Money value={p.planTotal} />
          </span>
          <span>
            {t('goods')} <Money value={v.goods} />
          </span>
          <span className={freight?.blocks ? 'over' : undefined}>
            {t('freight')} <Money value={v.freight} />
          </span>
          {v.discount !== '0.00' && (
            <span>
              {t('discount')} <Money value={v.discount} />
            </span>
          )}
          <strong>
            {t('total')} <Money value={v.total} />
          </strong>
          <span className="muted">
            {t('previewedAt')} <Instant at={v.madeAt} />
          </span>
        </Flex>
      )}
      {v.differences.some((d) => d.kind === 'split') && <span className="muted">{t('split')}</span>}
      {!v.refused && v.modes.length === 0 && <Alert type="error" showIcon title={t('noMode')} />}
      {!v.refused && v.modes.length > 0 && onWish && (
        <Flex gap={12} wrap align="center">
          <label>
            {t('mode')}{' '}
            <Select
              size="small"
              style={{ minWidth: 170 }}
              value={wish?.mode ?? v.mode}
              options={v.modes.map((m) => ({ value: m.code, label: m.name }))}
              onChange={(mode: string) => onWish({ ...wish, mode })}
              aria-label={t('mode')}
            />
          </label>
          {v.blocked && v.total !== undefined && (
            <Checkbox checked={wish?.accept === true} onChange={(e) => onWish({ ...wish, accept: e.target.checked })}>
              {t('accept')} <Money value={v.total} />
            </Checkbox>
          )}
        </Flex>
      )}
    </Flex>
  )
}
