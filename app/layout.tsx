import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { ThemeProvider } from "#components/theme-provider.tsx";
import { Toaster } from "#components/toast.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Metarr", template: "%s · Metarr" },
  description: "NFO and artwork of your media library that survive everything.",
  applicationName: "Metarr",
  manifest: "/manifest.webmanifest",
  icons: { icon: [{ url: "/icon.svg", type: "image/svg+xml" }], apple: "/icons/apple-180.png" },
  appleWebApp: { capable: true, title: "Metarr", statusBarStyle: "black-translucent" },
  formatDetection: { telephone: false, date: false, address: false, email: false },
  robots: { index: false, follow: false },
  referrer: "same-origin",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  // The colour of the dark theme, which is the default whatever the system says.
  themeColor: "#0c0d0f",
};

/** The document of every page. Reading the nonce makes pages dynamic, which a nonce needs anyway. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // next-themes changes the class before React arrives.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <ThemeProvider nonce={nonce}>
          <NuqsAdapter>
            <TooltipProvider delayDuration={400} skipDelayDuration={200}>
              {children}
            </TooltipProvider>
            <Toaster />
          </NuqsAdapter>
        </ThemeProvider>
      </body>
    </html>
  );
}
