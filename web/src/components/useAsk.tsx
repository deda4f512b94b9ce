import { Form, type FormInstance, Modal } from 'antd'
import { type ReactNode, useState } from 'react'

interface Question<Values> {
  title: ReactNode
  ok?: string
  initial?: Partial<Values>
  /** The fields, as Form.Items. */
  fields: (form: FormInstance<Values>) => ReactNode
}

interface Open {
  question: Question<object>
  answer: (values: object | undefined) => void
}

/** Asks for a few values before something is done: `const values = await ask({...})`, undefined when given up. `holder` goes into the page. */
export function useAsk() {
  const [open, setOpen] = useState<Open>()
  const ask = <Values extends object>(question: Question<Values>) =>
    new Promise<Values | undefined>((resolve) => setOpen({ question: question as unknown as Question<object>, answer: resolve as Open['answer'] }))
  const holder = open && (
    <Asking
      question={open.question}
      onAnswer={(values) => {
        setOpen(undefined)
        open.answer(values)
      }}
    />
  )
  return { ask, holder }
}

function Asking({ question, onAnswer }: { question: Question<object>; onAnswer: (values: object | undefined) => void }) {
  const [form] = Form.useForm<object>()
  return (
    <Modal open title={question.title} okText={question.ok} onOk={() => form.submit()} onCancel={() => onAnswer(undefined)}>
      <Form form={form} layout="vertical" initialValues={question.initial} onFinish={(values) => onAnswer(values)} style={{ paddingTop: 8 }}>
        {question.fields(form)}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
    </Modal>
  )
}
