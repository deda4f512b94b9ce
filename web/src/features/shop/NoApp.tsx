import { Alert, Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

/** What the administrator must set before any shop can be authorised. */
export function NoApp({ callbackUrl }: { callbackUrl: string | undefined }) {
  const { t } = useTranslation('shop')
  return (
    <Alert
      type="warning"
      showIcon
      title={t('noApp.title')}
      description={
        <Flex vertical gap={4}>
          <span>{t('noApp.hint')}</span>
          <code>HUOTONG_1688_APP_KEY</code>
          <code>HUOTONG_1688_APP_SECRET</code>
          {callbackUrl && (
            <>
              <span>{t('noApp.callback')}</span>
              <Typography.Text code copyable style={{ overflowWrap: 'anywhere' }}>
                {callbackUrl}
              </Typography.Text>
            </>
          )}
        </Flex>
      }
    />
  )
}
