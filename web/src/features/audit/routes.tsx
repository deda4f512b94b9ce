import { HistoryOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/audit', permission: 'audit.read', load: () => import('./pages/AuditPage') }],
  menu: [{ group: 'settings', label: 'menu:audit', path: '/audit', icon: <HistoryOutlined />, order: 50, permission: 'audit.read' }],
} satisfies Feature
