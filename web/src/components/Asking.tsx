import { Form, Modal } from 'antd'
import type { Question } from './useAsk'

/** The dialog of useAsk. */
export default function Asking({ question, onAnswer }: { question: Question<object>; onAnswer: (values: object | undefined) => void }) {
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
