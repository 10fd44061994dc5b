import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Every version an agreement ever had: a decision names the one it was made under. */
@Entity('agreement')
export class AgreementRow {
  @PrimaryColumn('text')
  id!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('jsonb')
  document!: object;

  @Column('text', { name: 'source_file', nullable: true })
  sourceFile!: string | null;

  /** At most one version of an agreement is; none when it was withdrawn from the configuration. */
  @Column('boolean')
  current!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
