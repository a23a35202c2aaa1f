/** A picture of any proportions, whole; a blur of itself fills what it leaves free. */
export function SlotPicture({ src, alt }: { src: string; alt: string }) {
  return (
    <>
      <img
        src={src}
        alt=""
        aria-hidden
        className="absolute inset-0 size-full scale-150 object-cover blur-2xl saturate-150"
      />
      <img src={src} alt={alt} draggable={false} className="absolute inset-0 size-full object-contain" />
    </>
  )
}
