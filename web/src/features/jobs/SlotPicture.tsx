/** A picture of any proportions, whole; a blur of itself fills what it leaves free. It is decoded before it is asked for. */
export function SlotPicture({ src, alt }: { src: string; alt: string }) {
  return (
    <>
      <img
        src={src}
        decoding="sync"
        alt=""
        aria-hidden
        className="absolute inset-0 size-full scale-150 object-cover blur-2xl saturate-150"
      />
      <img
        src={src}
        decoding="sync"
        alt={alt}
        draggable={false}
        className="absolute inset-0 size-full object-contain"
      />
    </>
  )
}
