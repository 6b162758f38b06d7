// SPDX-License-Identifier: GPL-3.0-or-later
// The webhook of our reference page, made with OpenSSL and reproduced by two others: a body that is not ASCII and is
// written unlike any of our own, signed with test keys.
#pragma once

#include <QByteArray>

namespace batchroom::test {

inline const QByteArray ideogramKeyA = QByteArray::fromBase64("iLnrd+hTVLxzvxMorYKApVldUD1WMYstVtJHnvrMXWc=");
inline const QByteArray ideogramKeyB = QByteArray::fromBase64("3lVGY9NGxFrJOM9BmPEz5FiPS1VZjKKHWHWFTwVYx5w=");
inline constexpr qint64 ideogramTime = 1795515360;
inline const QByteArray signedWithA =
    "672ccac2629450c074e089caa94398ed79e7d05ba093dff17a68f09743d9985da5aa98fed30decdd90da"
    "701fe3c0b64ac673ffd8e17f2fddf43209ddd6e4ef0c";

inline QByteArray ideogramBody()
{
    return QByteArray::fromBase64(
        "eyJnZW5lcmF0aW9uX2lkIjogImJ6dWUtVlp0U2xTTUFuZUliZkNvMkEiLCAiY3JlYXRlZCI6ICIyMDI2LTExLTI0VDEwOjE1OjMw"
        "LjEyMzQ1NiswMDowMCIsICJkYXRhIjogW3sidXJsIjogImh0dHBzOi8vaWRlb2dyYW0uYWkvYXBpL2ltYWdlcy9lcGhlbWVyYWwv"
        "eHRkWmlxUHdSeHFZMVk3TkV4Rm16Qi5wbmc/ZXhwPTE3OTU2MDE3MzAmc2lnPTAwZmYiLCAicHJvbXB0IjogIkFmZmljaGUgXCLD"
        "iXTDqVwiIFx1MjAxMyAyMCUgb2ZmIiwgInJlc29sdXRpb24iOiAiMjA0OHgyMDQ4IiwgInNlZWQiOiAxMjM0NSwgImlzX2ltYWdl"
        "X3NhZmUiOiB0cnVlfSwgeyJ1cmwiOiBudWxsLCAicHJvbXB0IjogIkFmZmljaGUgMiIsICJyZXNvbHV0aW9uIjogIjIwNDh4MjA0"
        "OCIsICJzZWVkIjogMTIzNDYsICJpc19pbWFnZV9zYWZlIjogZmFsc2V9XX0=");
}

// Over short bodies that name the generation in different ways; the private key is 32 times the letter C.
inline const QByteArray ideogramKeyC = QByteArray::fromBase64("Ivwpd5Lwtv/Av8/bftsMCqFOAlo2XsDjQuhuOCnLdLY=");
inline const struct {
    QByteArray generation =
        "4a345510b7268157aa0c8dc04916b129ef543614bcfa14bfef8795ae4b6f6a765d819dec5f4b54451ba60b3b5cfaad"
        "c2991f75c7f377a3a5d19e230b7d41ff04";
    QByteArray request =
        "b6ac43dc7ecd4999ba3554e05b16e1f2ad8a12064381cad235ba535bdcbb3b82d05b713e34e47846df8dba224fcafa63"
        "ba259025f5d83043da0c0cfbae80af01";
    QByteArray both =
        "33196c55c8bee1b8eb8ec22977481c676b4b8002e546ef247787375336f459f76f4e476f7a20f936a6f1738c82ed4c8fb82e"
        "c24ed2a6151b2b4a7ffbd3f87f0d";
    QByteArray other =
        "7d1538a77cd22b873e2fd1478269e49ba02633d1a6338d7421de20af464380a49b309b7a691b10278ed92c9833c7b39832"
        "ba131f633c31a7062defe7f1b1c10f";
    QByteArray oneOther =
        "9299bf142c33de8ebf0b6f641a87fa81f3979ac509e9d85616514a565baa16aa212cf091ec6d10629205218c02d8c60b"
        "62f1022c6c05088dd39eb80b7c01670f";
    QByteArray none =
        "09e2a02b0d9199cd8ade5e592d48d83605973aa4957d803e65896d958c104a89e9aa58cfb5cf4611aa368a17d3444a3621b7"
        "117f297229d678c9cde55b8e7f04";
    QByteArray number =
        "d27040a3448c5558d464d2d7a23fafe83a0273e15335ddd095f5310b0f671ba8ed216a7ecd4696793d91fe2b704e5bd0b7"
        "94c76db7a0c82e0253cb58700f4601";
    QByteArray noJson =
        "e1e7647107e1bf462bb254c06163e3742ae3437f5d95e174adeb7cc0076c6989b0397ca4e84696e9757163c46cab96382b"
        "cf3cfa0c930b14df7c9ef214b8e40b";
} signedWithC;

} // namespace batchroom::test
