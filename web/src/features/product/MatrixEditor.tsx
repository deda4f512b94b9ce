import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Flex, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '@/api/problem'
import { PriceInput } from '@/components/DecimalInput'
import { LineGrid, type LineColumn } from '@/components/LineGrid'
import { Section } from '@/components/Section'
import { AttributeEditor } from './AttributeEditor'
import { fillPrice, generate, type Matrix, type MatrixSku, maxSkus, missingCount } from './matrix'
import { gridProblems, type Picture, wholeProblems } from './model'
import { PicturePick } from './PicturePick'
import { levelsQuery } from './queries'

interface Props {
  matrix: Matrix
  onChange: (next: Matrix) => void
  pictures: Picture[]
  problems?: FieldProblem[]
  readOnly: boolean
  mayPrice: boolean
}

/** The SKUs of a product: its attributes, and a row of codes, barcodes and prices for each combination. */
export function MatrixEditor({ matrix, onChange, pictures, problems, readOnly, mayPrice }: Props) {
  const { t } = useTranslation('product')
  const levels = useQuery(levelsQuery).data
  const plain = matrix.attributes.length === 0
  const missing = missingCount(matrix)
  const names = matrix.attributes.map((a) => a.name).join('\n')

  const columns = useMemo((): LineColumn<MatrixSku>[] => {
    const attributes = names === '' ? [] : names.split('\n')
    const prices = (levels ?? []).map(
      (l): LineColumn<MatrixSku> => ({
        key: `price:${l.id}`,
        title: l.name,
        kind: 'decimal',
        width: 110,
        get: (s) => s.prices[l.id],
        set: (s, text) => ({ ...s, prices: { ...s.prices, [l.id]: text } }),
        disabled: () => !mayPrice,
      }),
    )
    return [
      ...attributes.map((title, i): LineColumn<MatrixSku> => ({ key: `value:${i}`, title, kind: 'shown', width: 100, render: (s) => s.values[i] })),
      ...(attributes.length === 0 ? [] : [{ key: 'code', title: t('matrix.code'), kind: 'text', width: 160 } satisfies LineColumn<MatrixSku>]),
      { key: 'barcodes', title: t('matrix.barcodes'), kind: 'text', width: 170 },
      ...prices,
      ...(attributes.length === 0
        ? []
        : ([
            {
              key: 'picture',
              title: t('picture'),
              kind: 'custom',
              width: 60,
              render: (s) => <PicturePick pictures={pictures} value={s.picture} label={t('picture')} />,
              edit: ({ line, change, label }) => <PicturePick pictures={pictures} value={line.picture} label={label} onChange={(picture) => change({ ...line, picture })} />,
            },
            {
              key: 'active',
              title: t('on'),
              kind: 'custom',
              width: 56,
              render: (s) => (s.active ? t('on') : t('off')),
              edit: ({ line, change, label }) => (
                <span style={{ display: 'block', textAlign: 'center' }}>
                  <Checkbox aria-label={label} checked={line.active} onChange={(e) => change({ ...line, active: e.target.checked })} />
                </span>
              ),
            },
          ] satisfies LineColumn<MatrixSku>[])),
    ]
  }, [names, levels, mayPrice, pictures, t])

  // Problems belong to the SKUs as they were sent; LineGrid ties them to its lines when they arrive.
  const shown = useMemo(() => gridProblems(problems, matrix, (levels ?? []).map((l) => l.id)), [problems]) // oxlint-disable-line react-hooks/exhaustive-deps
  const whole = wholeProblems(problems, 'skus')

  return (
    <Section title={plain ? t('matrix.plainTitle') : t('matrix.title', { count: matrix.skus.length })}>
      <Flex vertical gap={12}>
        <AttributeEditor matrix={matrix} onChange={onChange} disabled={readOnly} />
        {plain && !readOnly && <span className="muted">{t('matrix.plainHint')}</span>}
        {whole.map((text) => (
          <Alert key={text} type="error" showIcon title={text} role="alert" />
        ))}
        {matrix.skus.length > maxSkus && <Alert type="warning" showIcon title={t('matrix.tooMany', { max: maxSkus })} />}
        {!readOnly && !plain && (
          <Flex gap={8} wrap align="center">
            {missing > 0 && (
              <Button size="small" onClick={() => onChange(generate(matrix))}>
                {t('matrix.generate', { count: missing })}
              </Button>
            )}
            {mayPrice && <FillPrice levels={(levels ?? []).map((l) => ({ value: l.id, label: l.name }))} onFill={(level, price, all) => onChange(fillPrice(matrix, level, price, all))} />}
          </Flex>
        )}
        <LineGrid
          name="skus"
          label={t('matrix.label')}
          lines={matrix.skus}
          onChange={(skus) => onChange({ ...matrix, skus })}
          columns={columns}
          problems={shown}
          readOnly={readOnly}
          keep={plain}
        />
      </Flex>
    </Section>
  )
}

function FillPrice({ levels, onFill }: { levels: { value: string; label: string }[]; onFill: (level: string, price: string, all: boolean) => void }) {
  const { t } = useTranslation('product')
  const [chosen, setLevel] = useState<string>()
  const [price, setPrice] = useState<string>()
  const level = chosen ?? levels[0]?.value
  return (
    <>
      <Select size="small" style={{ width: 110 }} aria-label={t('level')} value={level} options={levels} onChange={setLevel} />
      <PriceInput size="small" style={{ width: 110 }} aria-label={t('matrix.fillPrice')} placeholder={t('matrix.fillPrice')} value={price} onChange={setPrice} />
      <Button size="small" disabled={!level || !price} onClick={() => level && price && onFill(level, price, false)}>
        {t('matrix.fillEmpty')}
      </Button>
      <Button size="small" disabled={!level || !price} onClick={() => level && price && onFill(level, price, true)}>
        {t('matrix.fillAll')}
      </Button>
    </>
  )
}
