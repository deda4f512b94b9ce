import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { Brand } from '@/components/Brand'
import { SideMenu } from './SideMenu'

/** The whole menu of a phone, which slides in from the side. */
export default function PhoneMenu({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('common')
  return (
    <Drawer open={open} onClose={onClose} placement="left" size={248} title={<Brand dark />} closable={false} rootClassName="menu-drawer">
      <nav aria-label={t('frame.menu')}>
        <SideMenu onGo={onClose} />
      </nav>
    </Drawer>
  )
}
