import { WechatWorkOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'

/** The web client of Wangwang, open on a seller. */
const chat = (login: string) => `https://air.1688.com/app/ocms-fusion-components-1688/def_cbu_web_im/index.html?touid=${encodeURIComponent(`cnalichn${login}`)}&siteid=cnalichn&status=2`

/** Opens a chat with a seller of 1688 旺旺 in another tab; nothing while the login id is not known. */
export function ChatLink({ login }: { login: string | undefined }) {
  const { t } = useTranslation('common')
  if (!login) return null
  const label = t('chat', { login })
  return (
    <Tooltip title={label}>
      <a href={chat(login)} target="_blank" rel="noreferrer" aria-label={label} onClick={(e) => e.stopPropagation()}>
        <WechatWorkOutlined />
      </a>
    </Tooltip>
  )
}
