import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Collapse, Flex, Form, Input, InputNumber, Select, Skeleton, Switch } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { applyProblem, type Problem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { DecimalInput } from '@/components/DecimalInput'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { decimalRule } from '@/lib/rules'
import { CategorySelect } from './CategorySelect'
import { type Matrix, plainMatrix } from './matrix'
import { MatrixEditor } from './MatrixEditor'
import { inputOf, matrixOf, type Picture, type ProductValues, valuesOf, wholeProblems } from './model'
import { Pictures } from './Pictures'
import { attributeKeys, levelsQuery, type Product, productKeys, skuKeys, policiesQuery, unitGroupsQuery } from './queries'
import { unitGroupLabel } from './units'
import './ProductForm.css'

// The rates of Chinese value added tax, in hundredths of a percent.
const taxRates = [0, 100, 300, 500, 600, 900, 1300]

/** The data of a product with its pictures and SKUs, new or changed. */
export function ProductForm({ product, onDirty }: { product?: Product; onDirty: (dirty: boolean) => void }) {
  const { t } = useTranslation('product')
  const can = useCan()
  const navigate = useNavigate()
  const { message, notification } = App.useApp()
  const [form] = Form.useForm<ProductValues>()
  const [matrix, setMatrix] = useState<Matrix>(() => (product ? matrixOf(product) : plainMatrix()))
  const [pictures, setPictures] = useState<Picture[]>(() => product?.pictures ?? [])
  const [changed, setChanged] = useState(false)
  const units = useQuery(unitGroupsQuery)
  const levels = useQuery(levelsQuery)
  const policies = useQuery(policiesQuery)
  const showsTax = policies.data?.tax ?? true
  const readOnly = !can('product.write')
  const touch = (dirty: boolean) => {
    setChanged(dirty)
    onDirty(dirty)
  }

  const onProblem = (p: Problem) => {
    const left = applyProblem(form, p).filter((e) => !/^(skus|pictures|attributes)\b/.test(e.field))
    if (p.errors.length === 0 || left.length > 0) return false
    void message.error(t('checkFields', { count: p.errors.length }))
    return true
  }
  const save = useWrite({
    fn: (values: ProductValues, write) => {
      const body = inputOf(values, matrix, pictures, (levels.data ?? []).map((l) => l.id))
      return product
        ? data(api.PUT('/api/v1/products/{id}', { params: { path: { id: product.id } }, body: { ...body, version: product.version }, ...write }))
        : data(api.POST('/api/v1/products', { body, ...write }))
    },
    invalidate: [productKeys.all, skuKeys.all, attributeKeys.all],
    success: t('saved'),
    onProblem,
    onSuccess: (saved) => {
      touch(false)
      if (saved.warnings.length > 0) notification.warning({ title: t('warnings'), description: saved.warnings.map((w) => w.detail).join('\n'), style: { whiteSpace: 'pre-line' } })
      if (!product) void navigate({ to: '/products/$id', params: { id: saved.id }, replace: true, ignoreBlocker: true })
    },
  })

  const initial = useMemo((): Partial<ProductValues> => (product ? valuesOf(product) : { active: true, unitGroupId: units.data?.[0]?.id, taxRateBps: 0, lotTracked: policies.data?.lotExpiry }), [product, units.data, policies.data])
  if (!product && (units.isPending || policies.isPending)) return <Skeleton active />
  const rates = [...new Set([...taxRates, ...(product ? [product.taxRateBps] : [])])].toSorted((a, b) => a - b)
  const size = [decimalRule({ maxPlaces: 4 })]

  return (
    <>
      <Form<ProductValues>
        form={form}
        layout="vertical"
        disabled={readOnly}
        initialValues={initial}
        scrollToFirstError={{ block: 'center', focus: true }}
        onValuesChange={() => touch(true)}
        onFinish={(values) => save.mutate(values)}
      >
        <Flex vertical gap={12}>
          <Section title={t('basics')}>
            <div className="product-fields">
              <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]} className="wide">
                <Input maxLength={200} autoFocus={!product} autoComplete="off" />
              </Form.Item>
              <Form.Item name="code" label={t('code')} extra={!product && t('codeHint')}>
                <Input maxLength={60} autoComplete="off" />
              </Form.Item>
              <Form.Item name="categoryId" label={t('category.name')}>
                <CategorySelect />
              </Form.Item>
              <Form.Item name="unitGroupId" label={t('unitGroup')} rules={[{ required: true, message: t('unitRequired') }]} extra={units.data?.length === 0 && <Link to="/unit-groups">{t('unitNone')}</Link>}>
                <Select options={(units.data ?? []).map((u) => ({ value: u.id, label: unitGroupLabel(u) }))} showSearch={{ optionFilterProp: 'label' }} />
              </Form.Item>
              <Form.Item name="brand" label={t('brand')}>
                <Input maxLength={60} autoComplete="off" />
              </Form.Item>
              <Form.Item name="spec" label={t('spec')}>
                <Input maxLength={200} autoComplete="off" />
              </Form.Item>
              {showsTax && (
                <Form.Item name="taxRateBps" label={t('taxRate')}>
                  <Select options={rates.map((r) => ({ value: r, label: `${r / 100} %` }))} />
                </Form.Item>
              )}
              <Form.Item name="active" label={t('active')} extra={t('activeHint')} valuePropName="checked">
                <Switch />
              </Form.Item>
              <Form.Item name="negativeStock" label={t('negativeStock')} extra={t('negativeStockHint')} valuePropName="checked">
                <Switch />
              </Form.Item>
            </div>
          </Section>
          <MatrixEditor
            matrix={matrix}
            onChange={(next) => {
              setMatrix(next)
              touch(true)
            }}
            pictures={pictures}
            problems={save.error?.errors}
            readOnly={readOnly}
            mayPrice={can('price.write')}
          />
          <Pictures
            pictures={pictures}
            onChange={(next) => {
              setPictures(next)
              touch(true)
            }}
            problems={wholeProblems(save.error?.errors, 'pictures')}
            readOnly={readOnly}
          />
          <Collapse
            items={[
              {
                key: 'more',
                label: t('more'),
                forceRender: true,
                children: (
                  <div className="product-fields">
                    <Form.Item name="mnemonic" label={t('mnemonic')} extra={t('mnemonicHint')}>
                      <Input maxLength={60} autoComplete="off" />
                    </Form.Item>
                    <Form.Item name="weight" label={t('weight')} rules={size}>
                      <DecimalInput suffix="kg" />
                    </Form.Item>
                    <Form.Item name="length" label={t('length')} rules={size}>
                      <DecimalInput suffix="cm" />
                    </Form.Item>
                    <Form.Item name="width" label={t('width')} rules={size}>
                      <DecimalInput suffix="cm" />
                    </Form.Item>
                    <Form.Item name="height" label={t('height')} rules={size}>
                      <DecimalInput suffix="cm" />
                    </Form.Item>
                    <Form.Item name="lotTracked" label={t('lotTracked')} valuePropName="checked">
                      <Switch />
                    </Form.Item>
                    <Form.Item name="expiryDays" label={t('expiryDays')} extra={t('expiryHint')}>
                      <InputNumber min={0} max={36_500} precision={0} style={{ width: '100%' }} suffix={t('days')} />
                    </Form.Item>
                    <Form.Item name="note" label={t('note')} className="wide">
                      <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
                    </Form.Item>
                  </div>
                ),
              },
            ]}
          />
        </Flex>
      </Form>
      {!readOnly && (
        <div className="doc-footer">
          <span className="muted">{changed ? t('unsaved') : ''}</span>
          <Flex gap={8}>
            <Button
              disabled={!changed}
              onClick={() => {
                form.resetFields()
                setMatrix(product ? matrixOf(product) : plainMatrix())
                setPictures(product?.pictures ?? [])
                touch(false)
              }}
            >
              {t('common:action.undo')}
            </Button>
            <Button type="primary" data-hotkey="save" loading={save.isPending} onClick={() => form.submit()}>
              {t('common:action.save')}
            </Button>
          </Flex>
        </div>
      )}
    </>
  )
}
