import { Alert, Button, Flex, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money } from '@/components/Decimal'
import { QrCode } from '@/components/QrCode'
import type { PayLink } from './queries'

/** The pages of 1688 on which orders are paid, to open or to scan. What is paid is seen in the orders. */
export function LinksDialog({ links, onClose }: { links: PayLink[]; onClose: () => void }) {
  const { t } = useTranslation('paying')
  return (
    <Modal open title={t('linkTitle')} onCancel={onClose} footer={<Button onClick={onClose}>{t('close')}</Button>}>
      <Flex vertical gap={16}>
        <Alert type="info" showIcon title={t('linkHint')} />
        {links.map((l) => (
          <Flex key={l.url ?? l.failed.join()} vertical gap={8}>
            {l.url && (
              <>
                <Flex gap={8} align="center" wrap>
                  <Button type="primary" href={l.url} target="_blank" rel="noreferrer">
                    {t('openLink')}
                  </Button>
                  <span>
                    {t('linkOrders', { count: l.orders.length })} <Money value={l.amount} sign />
                  </span>
                </Flex>
                <QrCode link={l.url} />
              </>
            )}
            {l.failed.length > 0 && <Alert type="warning" showIcon title={t('linkFailed')} description={<span className="num">{l.failed.join(' ')}</span>} />}
          </Flex>
        ))}
      </Flex>
    </Modal>
  )
}
