// SPDX-License-Identifier: EUPL-1.2
interface Props {
  text: string;
  link: string; // an address of the web, mailto:, tel:; empty: it leads nowhere
}

// A contact, which is pressed where it leads somewhere. It has its own direction: an address runs from left to right.
export function Contact({ text, link }: Props) {
  if (!link) return <>{text}</>;
  const isElsewhere = link.startsWith("http");
  return (
    <a href={link} {...(isElsewhere ? { rel: "noopener noreferrer external", target: "_blank" } : {})}>
      <bdi>{text}</bdi>
    </a>
  );
}
