import { SettingOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/settings', permission: 'settings.read', load: () => import('./pages/SettingsPage') }],
  menu: [{ group: 'settings', label: 'menu:settings', path: '/settings', icon: <SettingOutlined />, order: 10, permission: 'settings.read', shortcut: ',' }],
} satisfies Feature
