import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Alert, App, Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { DocPage } from '@/components/DocPage'
import { EntitySelect } from '@/components/EntitySelect'
import { LineGrid, type LineColumn } from '@/components/LineGrid'
import { Paper } from '@/components/print/Paper'
import { ScanInput } from '@/components/ScanInput'
import { Section } from '@/components/Section'
import { usePreference } from '@/hooks/usePreference'
import { compare, formatDecimal, sum } from '@/lib/decimal'
import { uuid } from '@/lib/uuid'
import { LabelFace } from '../LabelFace'
import { LabelOptions } from '../LabelOptions'
import { barsOf, barsProblem, type Layout, mostLabels, rollWidth, type Row, rowsOf, standard } from '../layout'
import { type From, type Label, labelsQuery, scanSku, type Sku, skuSource, type Wanted, wantedQuery } from '../queries'
import '../label.css'

/** Labels with bars for SKUs: chosen here, or taken from a receipt, an order or products. */
export default function LabelsPage() {
  const { t } = useTranslation('label')
  const from = useSearch({ strict: false }) as From
  const wanted = useQuery(wantedQuery(from))
  if (wanted.data) return <Labels wanted={wanted.data} from={from} />
  return (
    <DocPage title={t('menu:label')} loading={wanted.isPending} problem={wanted.isError ? toProblem(wanted.error) : null} onRetry={() => void wanted.refetch()}>
      {null}
    </DocPage>
  )
}

interface Line {
  key: string
  skuId?: string
  sku?: Sku
  count?: string
}

const newLine = (of: Partial<Wanted> = {}): Line => ({ key: uuid(), count: '1', ...of })

/** Most rows shown before printing. */
const shown = 12

function Labels({ wanted, from }: { wanted: Wanted[]; from: From }) {
  const { t } = useTranslation('label')
  const { message } = App.useApp()
  const [lines, setLines] = useState(() => (wanted.length > 0 ? wanted.map(newLine) : [newLine()]))
  const kept = usePreference<Partial<Layout>>('labels')
  const layout = useMemo<Layout>(() => ({ ...standard, ...kept.value }), [kept.value])
  const ids = [...new Set(lines.flatMap((l) => (l.skuId ? [l.skuId] : [])))]
  const labels = useQuery({ ...labelsQuery(ids), enabled: ids.length > 0 }).data
  const of = (l: Line): Label | undefined => (l.skuId ? labels?.get(l.skuId) : undefined)
  const rows = rowsOf(
    lines.map((l) => ({ of: of(l), count: l.count })),
    layout.across,
    mostLabels,
  )
  const asked = sum(lines.map((l) => (of(l) ? l.count : undefined)))
  const tooMany = compare(asked, String(mostLabels)) > 0
  const troubled = lines.map(of).filter((l) => l !== undefined && barsProblem(l, layout) !== undefined) as Label[]

  const add = (sku: Sku) => {
    const at = lines.findIndex((l) => l.skuId === sku.id)
    if (at >= 0) setLines(lines.map((l, i) => (i === at ? { ...l, count: sum([l.count, '1']) } : l)))
    else setLines([...lines.filter((l) => l.skuId), { ...newLine({ skuId: sku.id }), sku }])
  }
  const columns: LineColumn<Line>[] = [
    {
      key: 'skuId',
      title: t('sku'),
      kind: 'custom',
      width: 320,
      required: true,
      wide: true,
      edit: ({ line, change, next, label }) => {
        const l = of(line)
        return (
          <EntitySelect<Sku>
            source={skuSource}
            value={line.skuId}
            item={line.sku ?? (l && ({ id: l.skuId, code: l.code, productName: l.productName, spec: l.spec } as Sku))}
            aria-label={label}
            placeholder={t('skuHint')}
            onChange={(id, sku) => {
              change({ ...line, skuId: id, sku })
              if (id) next()
            }}
          />
        )
      },
      paste: async (codes) => {
        const found = await Promise.all(codes.map((code) => (code ? scanSku(code).catch(() => undefined) : undefined)))
        return found.map((sku) => (line: Line) => ({ ...line, skuId: sku?.id, sku }))
      },
    },
    { key: 'code', title: t('code'), kind: 'shown', width: 140, render: (l) => <span className="num">{of(l)?.code}</span> },
    {
      key: 'bars',
      title: t('bars'),
      kind: 'shown',
      width: 220,
      render: (l) => {
        const label = of(l)
        const problem = label && barsProblem(label, layout)
        return (
          <>
            <span className="num">{label && barsOf(label)}</span>
            {problem && <div className="line-error">{t(`problem.${problem}`)}</div>}
          </>
        )
      },
    },
    { key: 'count', title: t('count'), kind: 'decimal', width: 90, maxPlaces: 0, required: true },
  ]

  return (
    <DocPage
      title={t('menu:label')}
      back={from.receipt ? `/purchase-receipts/${from.receipt}` : from.order ? `/purchase-orders/${from.order}` : '/products'}
      footer={
        <>
          <span>{t('total', { labels: formatDecimal(asked, 0), size: `${layout.width}×${layout.height}` })}</span>
          <Button
            type="primary"
            icon={<PrinterOutlined />}
            data-hotkey="save"
            disabled={rows.length === 0}
            onClick={() => (tooMany ? void message.error(t('tooMany', { most: mostLabels })) : window.print())}
          >
            {t('print')}
          </Button>
        </>
      }
    >
      <Section title={t('layout')}>
        <LabelOptions layout={layout} onChange={kept.set} />
      </Section>
      {tooMany && <Alert type="error" showIcon title={t('tooMany', { most: mostLabels })} />}
      {troubled.length > 0 && <Alert type="warning" showIcon title={t('troubled', { codes: [...new Set(troubled.map((l) => l.code))].slice(0, 10).join('、') })} />}
      <Section title={t('what')} flush>
        <div className="label-lines">
          <LineGrid<Line> name="lines" label={t('what')} lines={lines} onChange={setLines} columns={columns} newLine={newLine} autoFocus={wanted.length === 0} extra={<ScanInput onScan={(code) => void scanSku(code).then(add, (err: unknown) => message.error(toProblem(err).detail))} />} />
        </div>
      </Section>
      {rows.length > 0 && (
        <Section title={t('preview')} flush>
          <div className="label-preview">
            <Rows rows={rows.slice(0, shown)} layout={layout} />
          </div>
        </Section>
      )}
      {rows.length > 0 && (
        <Paper size={`${rollWidth(layout)}mm ${layout.height}mm`} margin="0">
          <Rows rows={rows} layout={layout} />
        </Paper>
      )}
    </DocPage>
  )
}

function Rows({ rows, layout }: { rows: Row<Label>[]; layout: Layout }) {
  const style = { gap: `${layout.gap}mm`, width: `${rollWidth(layout)}mm`, height: `${layout.height}mm` }
  return rows.map((row) => (
    <div key={row.key} className="label-row" style={style}>
      {row.labels.map((l) => (
        <LabelFace key={l.key} label={l.of} layout={layout} />
      ))}
    </div>
  ))
}
