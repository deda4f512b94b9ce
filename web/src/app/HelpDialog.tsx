import { Flex, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { MenuEntry } from '@/lib/feature'

function Row({ keys, text }: { keys: string[]; text: string }) {
  return (
    <Flex justify="space-between" gap={24} style={{ padding: '3px 0' }}>
      <span>{text}</span>
      <span>
        {keys.map((k) => (
          <kbd key={k} style={{ border: '1px solid #cfcbbf', borderRadius: 4, padding: '0 6px', marginLeft: 4, background: '#f5f4ef' }}>
            {k}
          </kbd>
        ))}
      </span>
    </Flex>
  )
}

/** The keys that work everywhere and the ones that go somewhere. */
export function HelpDialog({ open, onClose, entries }: { open: boolean; onClose: () => void; entries: MenuEntry[] }) {
  const { t } = useTranslation('common')
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('help.title')} width={640}>
      <div style={{ columns: '260px 2', columnGap: 32 }}>
        <Row keys={['/']} text={t('help.search')} />
        <Row keys={['n']} text={t('help.new')} />
        <Row keys={['Ctrl', 'S']} text={t('help.save')} />
        <Row keys={['Enter']} text={t('help.enter')} />
        <Row keys={['Ctrl', 'D']} text={t('help.deleteLine')} />
        <Row keys={['?']} text={t('help.help')} />
        {entries
          .filter((m) => m.shortcut)
          .map((m) => (
            <Row key={m.path} keys={['g', m.shortcut ?? '']} text={t(m.label)} />
          ))}
      </div>
    </Modal>
  )
}
