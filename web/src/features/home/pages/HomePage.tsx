import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '@/components/Section'
import { useSession } from '@/hooks/session'

/** The first page after signing in. */
export default function HomePage() {
  const { t } = useTranslation('home')
  const { session, set } = useSession()
  return (
    <Flex vertical gap={12}>
      <h1 style={{ margin: 0, fontSize: 18 }}>{t('hello', { name: session?.user.name })}</h1>
      <Section>{set?.name}</Section>
    </Flex>
  )
}
