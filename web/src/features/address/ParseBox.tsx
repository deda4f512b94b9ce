import { Button, Flex, type FormInstance, Input, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { fieldText } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Section } from '@/components/Section'
import type { AddressFields, AddressSave } from './queries'

// What a text may say; what it does not say is emptied, except the name and what is ours alone.
const told: (keyof AddressFields)[] = ['contact', 'mobile', 'phone', 'province', 'city', 'district', 'town', 'postcode', 'line1', 'line2', 'doorNumber', 'detail']
// The form knows divisions by their names.
const shownAt: Record<string, string> = { divisionCode: 'district', townCode: 'town' }

/** An address pasted as it came in a message: 1688 takes it apart and the fields below are filled in, each with what is wrong about it. */
export function ParseBox({ form, autoFocus, onParsed }: { form: FormInstance<AddressSave>; autoFocus: boolean; onParsed: () => void }) {
  const { t } = useTranslation('address')
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string>()
  const parse = useWrite({
    fn: (words: string, write) => data(api.POST('/api/v1/receiving-addresses/parse', { body: { text: words }, ...write })),
    onSuccess: ({ address, problems }) => {
      form.setFieldsValue(Object.fromEntries(told.map((field) => [field, address[field]])))
      if (!form.getFieldValue('name')) form.setFieldValue('name', [address.contact, address.district || address.city].filter(Boolean).join(' '))
      form.setFields(told.map((name) => ({ name, errors: problems.filter((p) => (shownAt[p.field] ?? p.field) === name).map(fieldText) })))
      onParsed()
    },
    onProblem: (problem) => {
      const here = problem.errors.find((e) => e.field === 'text')
      if (here) setWrong(fieldText(here))
      return here !== undefined
    },
  })
  const start = () => {
    setWrong(undefined)
    if (text.trim() !== '' && !parse.isPending) parse.mutate(text)
  }
  return (
    <Section title={t('parse.title')}>
      <Flex vertical gap={8} align="flex-start" style={{ maxWidth: 1100 }}>
        <Input.TextArea
          autoFocus={autoFocus}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={text}
          status={wrong && 'error'}
          placeholder={t('parse.example')}
          aria-label={t('parse.text')}
          onChange={(e) => setText(e.target.value)}
          onPressEnter={(e) => {
            if (e.shiftKey || e.nativeEvent.isComposing) return
            e.preventDefault()
            start()
          }}
        />
        {wrong ? (
          <Typography.Text type="danger" role="alert">
            {wrong}
          </Typography.Text>
        ) : (
          <span className="muted">{t('parse.hint')}</span>
        )}
        <Button disabled={text.trim() === ''} loading={parse.isPending} onClick={start}>
          {t('parse.do')}
        </Button>
      </Flex>
    </Section>
  )
}
