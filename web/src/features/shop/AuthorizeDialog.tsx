import { useQuery } from '@tanstack/react-query'
import { Alert, Descriptions, Flex, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { NoApp } from './NoApp'
import { type AccountKind, platformQuery, type Shop } from './queries'

/** Asks what is to happen and sends the owner to 1688, which sends back to the list. With a shop it is that one's renewal. */
export function AuthorizeDialog({ kind = 'shops', shop, onClose }: { kind?: AccountKind; shop?: Shop; onClose: () => void }) {
  const { t } = useTranslation('shop')
  const [thenDownload, setThenDownload] = useState(false)
  const [name, setName] = useState('')
  const platform = useQuery(platformQuery)
  const begin = useWrite({
    fn: (_: void, write) =>
      kind === 'shops' ? data(api.POST('/api/v1/shops/authorizations', { body: { thenDownload: thenDownload && !shop }, ...write })) : data(api.POST('/api/v1/buyer-accounts/authorizations', { body: { name: name.trim() || undefined }, ...write })),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  const missing = platform.data?.ready === false
  return (
    <Modal
      open
      onCancel={onClose}
      title={shop ? t('authorize.again', { name: shop.name }) : t(kind === 'shops' ? 'authorize.title' : 'buyer.authorize')}
      okText={t('authorize.go')}
      okButtonProps={{ loading: begin.isPending || begin.isSuccess, disabled: missing }}
      onOk={() => begin.mutate()}
    >
      <Flex vertical gap={14} style={{ paddingBlock: 8 }}>
        {missing && <NoApp callbackUrl={platform.data?.callbackUrl} />}
        {shop && <Alert type="info" showIcon title={t('authorize.sameAccount', { login: shop.loginId })} description={kind === 'shops' ? t('authorize.sameAccountHint') : undefined} />}
        {!shop && kind === 'shops' && (
          <Radio.Group value={thenDownload} onChange={(e) => setThenDownload(e.target.value as boolean)} aria-label={t('authorize.question')}>
            <Flex vertical gap={10}>
              <span>{t('authorize.question')}</span>
              <Radio value={false}>
                <strong>{t('authorize.only')}</strong>
                <div className="muted">{t('authorize.onlyHint')}</div>
              </Radio>
              <Radio value={true}>
                <strong>{t('authorize.download')}</strong>
                <div className="muted">{t('authorize.downloadHint')}</div>
              </Radio>
            </Flex>
          </Radio.Group>
        )}
        {!shop && kind !== 'shops' && (
          <>
            <Form.Item label={t('buyer.name')} extra={t('authorize.nameHint')} layout="vertical" htmlFor="account-name" style={{ margin: 0 }}>
              <Input id="account-name" autoFocus maxLength={60} value={name} onChange={(e) => setName(e.target.value)} onPressEnter={() => !missing && begin.mutate()} />
            </Form.Item>
            <Descriptions
              size="small"
              column={1}
              items={(['type', 'site', 'way', 'currency'] as const).map((key) => ({ key, label: t(`authorize.basics.${key}`), children: t(`authorize.basics.${key}Is`) }))}
            />
          </>
        )}
        <ol className="muted" style={{ margin: 0, paddingInlineStart: 20 }}>
          <li>{t(kind === 'shops' ? 'authorize.step1' : 'authorize.step1Buyer')}</li>
          <li>{t('authorize.step2')}</li>
          <li>{t('authorize.step3')}</li>
        </ol>
      </Flex>
    </Modal>
  )
}
