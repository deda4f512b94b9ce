import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { DocumentTable } from '../DocumentTable'

/** Goods that came or went otherwise than by trade. */
export default function DocumentsPage() {
  const { t } = useTranslation('stock')
  const can = useCan()
  const create = can('stock.adjust') && (
    <>
      <Link to="/stock-documents/$id" params={{ id: 'new' }} search={{ kind: 'other_out' } as never}>
        <Button icon={<MinusOutlined />}>{t('doc.newOut')}</Button>
      </Link>
      <Link to="/stock-documents/$id" params={{ id: 'new' }} search={{ kind: 'other_in' } as never}>
        <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
          {t('doc.newIn')}
        </Button>
      </Link>
    </>
  )
  return (
    <>
      <PageHead title={t('menu:stock.documents')} hint={t('doc.hint')} actions={create} />
      <DocumentTable empty={{ title: t('doc.empty'), hint: t('doc.emptyHint'), action: <Flex gap={8} justify="center">{create}</Flex> }} />
    </>
  )
}
