import { InboxOutlined, LinkOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/wms-notices', permission: 'purchase.read', module: 'wms', load: () => import('./pages/NoticeListPage') },
    { path: '/wms-setting', permission: 'settings.read', module: 'wms', load: () => import('./pages/SettingPage') },
  ],
  menu: [
    { group: 'purchase', label: 'menu:wms.notices', path: '/wms-notices', icon: <InboxOutlined />, order: 22, permission: 'purchase.read', module: 'wms' },
    { group: 'settings', label: 'menu:wms.setting', path: '/wms-setting', icon: <LinkOutlined />, order: 17, permission: 'settings.read', module: 'wms' },
  ],
  sections: [
    { page: 'purchase', order: 40, permission: 'purchase.read', module: 'wms', load: () => import('./NoticeSection') },
    { page: 'platform', order: 10, permission: 'purchase.read', module: 'wms', load: () => import('./NoticeSection') },
  ],
} satisfies Feature
