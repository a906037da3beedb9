import type { FC } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Avatar } from '../ui/Avatar'

type Member = {
  handle: string
  displayName: string
  avatarKey: string
  website: string | null
}

const loadMember = async (handle: string): Promise<Member> => {
  const res = await fetch(`/api/members/${encodeURIComponent(handle)}`)
  if (!res.ok) throw new Error(`member request failed: ${res.status}`)
  return res.json()
}

export const MemberCard: FC<{ handle: string }> = ({ handle }) => {
  const { data: member } = useQuery({
    queryKey: ['member', handle],
    queryFn: () => loadMember(handle),
  })
  if (!member) return null

  return (
    <section className="member-card">
      <Avatar assetKey={member.avatarKey} />
      <h2>{member.displayName}</h2>
      {member.website && (
        <a href={member.website} rel="noopener noreferrer">
          Website
        </a>
      )}
    </section>
  )
}
