import { ReloadOutlined, SettingOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import type { SectionProps } from '@/lib/feature'
import { Attempts } from './Attempts'
import { ChoiceFields } from './ChoiceFields'
import { PartCard, type Wish } from './PartCard'
import { checkOrder, type Choices, type Part, type Pick, placeOrder, type Placing, placingKeys, placingQuery, previewOrder } from './queries'
import { useTolerance } from './useTolerance'
import './placing.css'

/** What is told of an order that cannot be placed although it looks as if it could. */
const telling = ['placing.account_off', 'placing.linked', 'placing.no_address']

/** 1688下单: what 1688 asks for the order, placing it, and what became of each attempt. */
export default function PlacingSection({ id }: SectionProps) {
  const { t } = useTranslation('placing')
  const client = useQueryClient()
  useLive('purchase', (e) => ('resync' in e || e.id === id) && void client.invalidateQueries({ queryKey: placingKeys.detail(id) }))
  const query = useQuery(placingQuery(id))
  if (query.isError) {
    return (
      <Section title={t('title')}>
        <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} compact />
      </Section>
    )
  }
  const placing = query.data
  if (!placing) return null
  const told = placing.why && telling.includes(placing.why.code)
  if (!placing.placeable && !told && placing.parts.length === 0 && placing.attempts.length === 0) return null
  return <Placed id={id} placing={placing} />
}

function Placed({ id, placing }: { id: string; placing: Placing }) {
  const { t } = useTranslation('placing')
  const can = useCan()
  const [wishes, setWishes] = useState<Record<string, Wish>>({})
  const [form] = Form.useForm<Choices>()
  const changes = [placingKeys.detail(id)]
  const preview = useWrite({ fn: (choices: Choices, write) => previewOrder(id, choices, write), form, invalidate: changes, onSuccess: () => setWishes({}) })
  const place = useWrite({
    fn: (picks: Pick[], write) => placeOrder(id, picks, (form.getFieldValue('message') as string | undefined)?.trim() || undefined, write),
    invalidate: [...changes, ['purchase']],
    success: t('asked'),
  })
  const check = useWrite({ fn: (_: void, write) => checkOrder(id, write), invalidate: changes })
  const tolerance = useTolerance()
  const may = can('placing.place')
  const ready = placing.parts.filter((p) => placeable(p, wishes[p.id]))
  const drafts = placing.parts.some((p) => p.state === 'draft')
  const waits = placing.parts.some((p) => p.dueAt)
  return (
    <Section
      title={t('title')}
      extra={
        <Flex gap={4}>
          {may && waits && (
            <Button type="text" icon={<ReloadOutlined />} loading={check.isPending} onClick={() => check.mutate()}>
              {t('check')}
            </Button>
          )}
          {can('settings.update') && (
            <Button type="text" icon={<SettingOutlined />} onClick={() => void tolerance.ask()}>
              {t('tolerance.name')}
            </Button>
          )}
        </Flex>
      }
    >
      {tolerance.holder}
      {placing.why && telling.includes(placing.why.code) && <Alert type="warning" showIcon title={placing.why.detail} description={placing.why.remedy} style={{ marginBottom: 12 }} />}
      {placing.parts.map((p) => (
        <PartCard key={p.id} id={id} part={p} only={placing.parts.length === 1} wish={wishes[p.id]} onWish={may && placing.placeable ? (w) => setWishes((old) => ({ ...old, [p.id]: w })) : undefined} />
      ))}
      {may && placing.placeable && left(placing) && (
        <Form form={form} layout="vertical" initialValues={{ flow: placing.parts[0]?.flow ?? 'general', message: placing.parts[0]?.message }} onFinish={(v) => preview.mutate(tidy(v))}>
          <Flex gap={12} wrap>
            <ChoiceFields address={placing.address} />
          </Flex>
          <Flex gap={8} wrap align="center">
            <Button htmlType="submit" type={drafts ? 'default' : 'primary'} loading={preview.isPending}>
              {drafts ? t('previewAgain') : t('preview')}
            </Button>
            {drafts && (
              <Button
                type="primary"
                loading={place.isPending}
                disabled={ready.length === 0 || preview.isPending}
                onClick={() => place.mutate(ready.map((p) => pickOf(p, wishes[p.id])))}
              >
                {t('place')}
              </Button>
            )}
            <span className="muted">{drafts ? (ready.length === 0 ? t('nothingReady') : t('placeHint')) : t('previewHint')}</span>
          </Flex>
        </Form>
      )}
      <Attempts id={id} attempts={placing.attempts} />
    </Section>
  )
}

/** Whether anything is left to place. */
function left(placing: Placing): boolean {
  return placing.parts.length === 0 || placing.parts.some((p) => p.state === 'draft' || p.state === 'refused' || p.state === 'cancelled')
}

function placeable(p: Part, wish: Wish | undefined): boolean {
  return p.state === 'draft' && p.preview !== undefined && !p.preview.refused && p.preview.modes.length > 0 && (!p.preview.blocked || wish?.accept === true)
}

function pickOf(p: Part, wish: Wish | undefined): Pick {
  return { id: p.id, previewId: p.preview?.id ?? '', tradeMode: wish?.mode, accept: p.preview?.blocked ? p.preview.total : undefined }
}

function tidy(v: Choices): Choices {
  return { flow: v.flow ?? 'general', addressId: v.addressId || undefined, message: v.message?.trim() || undefined }
}
