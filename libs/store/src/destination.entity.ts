import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('destination')
export class DestinationRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'partner_id' })
  partnerId!: string;

  /** Secrets sealed. */
  @Column('jsonb')
  settings!: object;

  @Column('text', { name: 'source_file', nullable: true })
  sourceFile!: string | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt!: Date | null;
}
