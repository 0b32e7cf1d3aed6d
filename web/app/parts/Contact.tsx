// SPDX-License-Identifier: EUPL-1.2
import { Fragment } from "preact";

interface Props {
  text: string;
  link: string; // an address of the web, mailto:, tel:; empty: it leads nowhere
}

// Where a long address may go on in the next line. (Without a look behind, which Safari knows since 16.4 alone.)
function breakable(text: string) {
  const pieces = text.match(/\.?[^@/.]+[@/]*/g) ?? [];
  return (pieces.join("") === text ? pieces : [text]).map((piece, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}

// A contact, which is pressed where it leads somewhere. It has its own direction: an address runs from left to right.
export function Contact({ text, link }: Props) {
  if (!link) return <>{text}</>;
  const isElsewhere = link.startsWith("http");
  return (
    <a href={link} {...(isElsewhere ? { rel: "noopener noreferrer external", target: "_blank" } : {})}>
      <bdi>{breakable(text)}</bdi>
    </a>
  );
}
