import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { DocumentTable } from '../DocumentTable'

/** Opening stock: the documents it was entered with. */
export default function OpeningPage() {
  const { t } = useTranslation('stock')
  const can = useCan()
  const create = can('stock.opening') && (
    <Link to="/opening-stock/$id" params={{ id: 'new' }}>
      <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
        {t('opening.new')}
      </Button>
    </Link>
  )
  return (
    <>
      <PageHead title={t('menu.opening')} hint={t('opening.hint')} actions={create} />
      <DocumentTable kind="opening_stock" empty={{ title: t('opening.empty'), hint: t('opening.emptyHint'), action: create }} />
    </>
  )
}
