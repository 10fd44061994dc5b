import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('vocabulary')
export class VocabularyRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('jsonb')
  settings!: object;

  /** The file it was provisioned from; null when it was made in the console. */
  @Column('text', { name: 'source_file', nullable: true })
  sourceFile!: string | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
