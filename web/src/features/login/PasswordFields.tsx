import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'

/** A new password, typed twice. */
export function PasswordFields() {
  const { t } = useTranslation('login')
  return (
    <>
      <Form.Item
        name="password"
        label={t('newPassword')}
        rules={[
          { required: true, message: t('passwordRequired') },
          { min: 8, message: t('passwordShort') },
        ]}
      >
        <Input.Password size="large" autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('repeat')}
        dependencies={['password']}
        rules={[
          { required: true, message: t('passwordRequired') },
          ({ getFieldValue }) => ({
            validator: (_, value: string) => (!value || value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(t('repeatDiffers')))),
          }),
        ]}
      >
        <Input.Password size="large" autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
