import { DeleteOutlined, LeftOutlined, LinkOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Form, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { useShowProblem } from '@/api/useWrite'
import { Section } from '@/components/Section'
import { Thumb } from '@/components/Thumb'
import { useAsk } from '@/components/useAsk'
import { pictureTypes, uploadPicture } from './files'
import type { Picture } from './model'
import './Pictures.css'

const maxPictures = 20

/** The pictures of a product, the main one first: uploaded or linked, put in order by dragging or with the arrows. */
export function Pictures({ pictures, onChange, problems, readOnly }: { pictures: Picture[]; onChange: (next: Picture[]) => void; problems: string[]; readOnly: boolean }) {
  const { t } = useTranslation('product')
  const showProblem = useShowProblem()
  const { ask, holder } = useAsk()
  const input = useRef<HTMLInputElement>(null)
  const [uploading, setUploading] = useState(0)
  const [dragged, setDragged] = useState<number>()

  const move = (from: number, to: number) => {
    const picture = pictures[from]
    if (picture && to >= 0 && to < pictures.length) onChange(pictures.toSpliced(from, 1).toSpliced(to, 0, picture))
  }
  // Uploads take a while: what comes is added to the pictures there are by then.
  const latest = useRef(pictures)
  useEffect(() => {
    latest.current = pictures
  })
  const add = (more: Picture[]) => onChange([...latest.current, ...more.filter((m) => !latest.current.some((p) => p.url === m.url))].slice(0, maxPictures))
  const upload = async (files: File[]) => {
    setUploading(files.length)
    const done: Picture[] = []
    for (const file of files) {
      try {
        done.push(await uploadPicture(file))
      } catch (err) {
        showProblem(toProblem(err))
      }
    }
    setUploading(0)
    add(done)
  }
  const link = async () => {
    const values = await ask<{ url: string }>({
      title: t('pictures.link'),
      fields: () => (
        <Form.Item name="url" label={t('pictures.address')} rules={[{ required: true, pattern: /^https?:\/\//, message: t('pictures.addressRequired') }]}>
          <Input placeholder="https://" autoFocus autoComplete="off" />
        </Form.Item>
      ),
    })
    if (values) add([{ url: values.url.trim() }])
  }

  return (
    <Section
      title={t('pictures.title')}
      extra={
        !readOnly && (
          <Button type="text" size="small" icon={<LinkOutlined />} onClick={() => void link()}>
            {t('pictures.link')}
          </Button>
        )
      }
    >
      <Flex vertical gap={10}>
        {problems.map((text) => (
          <Alert key={text} type="error" showIcon title={text} role="alert" />
        ))}
        <ul className="pictures" aria-label={t('pictures.title')}>
          {pictures.map((p, i) => (
            // Dragging is a short cut; the arrows do the same from the keyboard.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
            <li
              key={p.url}
              className={i === 0 ? 'first' : undefined}
              draggable={!readOnly}
              onDragStart={() => setDragged(i)}
              onDragOver={(e) => e.preventDefault()}
              onDrop={() => {
                if (dragged !== undefined) move(dragged, i)
                setDragged(undefined)
              }}
            >
              <Thumb src={p.url} size={104} />
              {i === 0 && <span className="pictures-main">{t('pictures.main')}</span>}
              {!readOnly && (
                <div className="pictures-tools">
                  <Button type="text" size="small" icon={<LeftOutlined />} disabled={i === 0} aria-label={t('pictures.earlier', { n: i + 1 })} onClick={() => move(i, i - 1)} />
                  <Button type="text" size="small" icon={<RightOutlined />} disabled={i === pictures.length - 1} aria-label={t('pictures.later', { n: i + 1 })} onClick={() => move(i, i + 1)} />
                  <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('pictures.remove', { n: i + 1 })} onClick={() => onChange(pictures.toSpliced(i, 1))} />
                </div>
              )}
            </li>
          ))}
          {!readOnly && pictures.length < maxPictures && (
            <li className="bare">
              <Button
                className="pictures-add"
                type="text"
                loading={uploading > 0}
                icon={<PlusOutlined />}
                onClick={() => input.current?.click()}
                onDragOver={(e) => e.preventDefault()}
                onDrop={(e) => {
                  e.preventDefault()
                  const files = [...e.dataTransfer.files].filter((f) => f.type.startsWith('image/'))
                  if (files.length > 0) void upload(files)
                }}
              >
                {t('pictures.add')}
              </Button>
            </li>
          )}
          {readOnly && pictures.length === 0 && <li className="bare muted">{t('pictures.none')}</li>}
        </ul>
        {!readOnly && <span className="muted">{t('pictures.hint')}</span>}
      </Flex>
      <input
        ref={input}
        type="file"
        accept={pictureTypes}
        multiple
        hidden
        aria-label={t('pictures.add')}
        onChange={(e) => {
          const files = [...(e.target.files ?? [])]
          e.target.value = ''
          if (files.length > 0) void upload(files)
        }}
      />
      {holder}
    </Section>
  )
}
