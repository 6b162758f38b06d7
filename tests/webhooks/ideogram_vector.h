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

} // namespace batchroom::test
