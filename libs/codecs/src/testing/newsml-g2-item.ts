/** A NewsML-G2 newsItem without a fault, changed as a test wants it. */
export const newsItem = (change: (xml: string) => string = (xml) => xml): Buffer =>
  Buffer.from(
    change(`<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:report.az:20260310:1" version="1"
  standard="NewsML-G2" standardversion="2.35" conformance="power" xml:lang="az">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
  <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider literal="report"><name>Report</name></provider>
    <versionCreated>2026-03-10T13:00:00+04:00</versionCreated>
    <pubStatus qcode="stat:usable"/>
  </itemMeta>
  <contentMeta>
    <headline>Bakıda kitab sərgisi açılıb</headline>
  </contentMeta>
  <contentSet>
    <inlineXML contenttype="application/xhtml+xml">
      <html xmlns="http://www.w3.org/1999/xhtml"><head><title>Sərgi</title></head><body><p>Mətn</p></body></html>
    </inlineXML>
    <remoteContent href="https://report.example.org/1.jpg" contenttype="image/jpeg"/>
  </contentSet>
</newsItem>`),
  );
