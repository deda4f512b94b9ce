import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { ProblemView } from '@/components/ProblemView'
import { type AddressSave, type Division, divisionsQuery } from './queries'

const levels = ['province', 'city', 'district', 'town'] as const
type Level = (typeof levels)[number]

/** Province, city, district and town, each out of what 1688 knows below the one before. The form holds their names, which the server takes as they are. */
export function PlaceFields() {
  const { t } = useTranslation('address')
  const form = Form.useFormInstance<AddressSave>()
  const province = Form.useWatch('province', form)
  const city = Form.useWatch('city', form)
  const district = Form.useWatch('district', form)

  const provinces = useQuery(divisionsQuery(undefined))
  const inProvince = useBelow(provinces.data, province)
  const inCity = useBelow(inProvince.data, city)
  // A city may hold nothing but towns; the address ends at the city then.
  const plain = inCity.data !== undefined && inCity.data.length > 0 && inCity.data.every((d) => d.town)
  const inDistrict = useBelow(plain ? undefined : inCity.data, district)
  const towns = plain ? inCity : inDistrict

  const clear = (from: Level) => form.setFieldsValue(Object.fromEntries(levels.slice(levels.indexOf(from) + 1).map((l) => [l, undefined])))
  const problem = [provinces, inProvince, inCity, inDistrict].find((q) => q.isError)
  const choice = (level: Level, list: { data?: Division[]; isFetching: boolean }) => (
    <Select<string>
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      placeholder={t(`choose.${level}`)}
      aria-label={t(level)}
      loading={list.isFetching}
      options={list.data?.map((d) => ({ value: d.name, label: d.name }))}
      notFoundContent={list.isFetching ? t('common:select.loading') : t('common:select.none')}
      onChange={() => clear(level)}
    />
  )
  return (
    <>
      {problem && (
        <div className="wide" style={{ marginBottom: 12 }}>
          <ProblemView problem={toProblem(problem.error)} onRetry={() => void problem.refetch()} />
        </div>
      )}
      <Form.Item name="province" label={t('province')} rules={[{ required: true, message: t('required.province') }]}>
        {choice('province', provinces)}
      </Form.Item>
      <Form.Item name="city" label={t('city')} rules={[{ required: true, message: t('required.city') }]}>
        {choice('city', inProvince)}
      </Form.Item>
      {plain ? null : (
        <Form.Item name="district" label={t('district')} rules={[{ required: true, message: t('required.district') }]}>
          {choice('district', inCity)}
        </Form.Item>
      )}
      <Form.Item name="town" label={t('town')}>
        {towns.data?.length === 0 ? <Input maxLength={60} autoComplete="off" placeholder={t('townFree')} /> : choice('town', towns)}
      </Form.Item>
    </>
  )
}

/** What lies below the one of these with the name; nothing while there is none. */
function useBelow(list: Division[] | undefined, name: string | undefined) {
  const code = list?.find((d) => d.name === name)?.code
  return useQuery({ ...divisionsQuery(code), enabled: code !== undefined })
}
