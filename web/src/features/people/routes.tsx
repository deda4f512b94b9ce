import { SafetyCertificateOutlined, TeamOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/people', permission: 'user.read', load: () => import('./pages/PeoplePage') },
    { path: '/roles', permission: 'user.read', load: () => import('./pages/RolesPage') },
    { path: '/roles/$id', permission: 'user.read', load: () => import('./pages/RolePage') },
    { path: '/password-reset', frame: 'bare', load: () => import('./pages/PasswordResetPage') },
    { path: '/invitation', frame: 'bare', load: () => import('./pages/InvitationPage') },
  ],
  menu: [
    { group: 'settings', label: 'menu:people.list', path: '/people', icon: <TeamOutlined />, order: 20, permission: 'user.read', shortcut: 'u' },
    { group: 'settings', label: 'menu:people.roles', path: '/roles', icon: <SafetyCertificateOutlined />, order: 30, permission: 'user.read' },
  ],
} satisfies Feature
