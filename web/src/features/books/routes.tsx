import { AuditOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/entries', permission: 'entry.read', load: () => import('./pages/EntriesPage') },
    { path: '/verify', permission: 'verify.run', load: () => import('./pages/VerifyPage') },
  ],
  menu: [
    { group: 'money', label: 'menu:books.entries', path: '/entries', icon: <AuditOutlined />, order: 40, permission: 'entry.read' },
    { group: 'money', label: 'menu:books.verify', path: '/verify', icon: <SafetyCertificateOutlined />, order: 50, permission: 'verify.run' },
  ],
} satisfies Feature
