import { create } from 'zustand';

/** Who invites, as typed last: the same person usually invites again. In memory only. */
export interface Inviter {
  readonly inviterFirstName: string;
  readonly inviterLastName: string;
  readonly inviterEmail: string;
}

/** Who invited last, offered again until the program ends. */
export const useInviter = create<Inviter>()(() => ({
  inviterFirstName: '',
  inviterLastName: '',
  inviterEmail: '',
}));
