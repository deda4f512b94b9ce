import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Button, Flex, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConfirm } from '@/hooks/useConfirm'
import { addAttribute, addValues, existingWith, type Matrix, removeAttribute, removeValue } from './matrix'
import { attributesQuery } from './queries'

const separators = [',', '，', '、', ';', '；', '\n', '\t']
const maxAttributes = 5

/** The attributes of a product and the values it uses; SKUs come and go with them. */
export function AttributeEditor({ matrix, onChange, disabled }: { matrix: Matrix; onChange: (next: Matrix) => void; disabled?: boolean }) {
  const { t } = useTranslation('product')
  const confirm = useConfirm()
  const known = useQuery(attributesQuery)
  const [name, setName] = useState('')
  const [values, setValues] = useState<string[]>([])
  const valuesOf = (attribute: string) => (known.data ?? []).find((a) => a.name === attribute)?.values ?? []
  const options = (attribute: string) => valuesOf(attribute).map((v) => ({ value: v, label: v }))
  const tidy = (list: string[]) => [...new Set(list.map((v) => v.trim()).filter((v) => v !== ''))]

  const setAll = async (at: number, next: string[]) => {
    const attribute = matrix.attributes[at]
    if (!attribute) return
    const wanted = tidy(next)
    const gone = attribute.values.filter((v) => !wanted.includes(v))
    const existing = gone.flatMap((v) => existingWith(matrix, at, v))
    if (existing.length > 0 && !(await confirm({ title: t('matrix.removeValue', { values: gone.join('、') }), content: t('matrix.removeValueHint', { count: existing.length }), danger: true }))) return
    // New values first, so that the attribute does not vanish with its last old one.
    onChange(gone.reduce((m, v) => removeValue(m, at, v), addValues(matrix, at, wanted)))
  }
  const add = () => {
    const clean = tidy(values)
    if (name.trim() === '' || clean.length === 0) return
    onChange(addAttribute(matrix, name.trim(), clean))
    setName('')
    setValues([])
  }
  const drop = async (at: number) => {
    const before = matrix.skus.filter((s) => s.id).length
    const next = removeAttribute(matrix, at)
    const lost = before - next.skus.filter((s) => s.id).length
    if (lost > 0 && !(await confirm({ title: t('matrix.removeAttribute', { name: matrix.attributes[at]?.name }), content: t('matrix.removeValueHint', { count: lost }), danger: true }))) return
    onChange(next)
  }

  return (
    <Flex vertical gap={8}>
      {matrix.attributes.map((a, at) => (
        <Flex key={a.name} gap={8} align="center" wrap>
          <strong style={{ width: 120 }}>{a.name}</strong>
          <Select<string[]>
            mode="tags"
            aria-label={t('matrix.valuesOf', { name: a.name })}
            style={{ flex: '1 1 260px' }}
            disabled={disabled}
            value={a.values}
            tokenSeparators={separators}
            options={options(a.name)}
            onChange={(next) => void setAll(at, next)}
          />
          {!disabled && <Button type="text" icon={<DeleteOutlined />} aria-label={t('matrix.drop', { name: a.name })} onClick={() => void drop(at)} />}
        </Flex>
      ))}
      {!disabled && matrix.attributes.length < maxAttributes && (
        <Flex gap={8} align="center" wrap>
          <AutoComplete
            style={{ width: 120 }}
            aria-label={t('matrix.attribute')}
            placeholder={t('matrix.attribute')}
            maxLength={30}
            value={name}
            onChange={setName}
            options={(known.data ?? []).filter((a) => !matrix.attributes.some((b) => b.name === a.name)).map((a) => ({ value: a.name }))}
            showSearch={{ filterOption: (typed, o) => (o?.value ?? '').includes(typed) }}
          />
          <Select<string[]>
            mode="tags"
            aria-label={t('matrix.values')}
            placeholder={t('matrix.valuesHint')}
            style={{ flex: '1 1 260px' }}
            value={values}
            tokenSeparators={separators}
            options={options(name.trim())}
            onChange={setValues}
          />
          <Button icon={<PlusOutlined />} disabled={name.trim() === '' || tidy(values).length === 0 || matrix.attributes.some((a) => a.name === name.trim())} onClick={add}>
            {t('matrix.add')}
          </Button>
        </Flex>
      )}
    </Flex>
  )
}
