import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('partner')
export class PartnerRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('jsonb')
  settings!: object;

  /** The file it was provisioned from; null when it was made in the console. */
  @Column('text', { name: 'source_file', nullable: true })
  sourceFile!: string | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** Set in place of deleting: the ledger still names it. */
  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt!: Date | null;
}
