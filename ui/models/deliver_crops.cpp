// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deliver_crops.h"

#include "app/delivery/exporter.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace batchroom {

namespace {

constexpr int largestRatioPart = 21; // 21:9 is read as a ratio, 48:25 is not

QString hundredths(double value)
{
    QString text = QLocale().toString(value, 'f', 2);
    while (text.endsWith(u'0'))
        text.chop(1);
    return text.back().isDigit() ? text : text.chopped(1);
}

} // namespace

bool isHarsh(QSize picture, QSize target)
{
    return cropLoss(picture, target) > harshLoss + 1e-9;
}

double enlargement(QSize picture, QSize target)
{
    const QRect crop = coverCrop(picture, target, {0.5, 0.5});
    if (crop.isEmpty())
        return 1;
    const double factor = std::max(double(target.width()) / crop.width(), double(target.height()) / crop.height());
    return std::max(1.0, factor);
}

QString ratioText(QSize size)
{
    if (size.isEmpty())
        return {};
    const int common = std::gcd(size.width(), size.height());
    const int width = size.width() / common;
    const int height = size.height() / common;
    if (std::max(width, height) <= largestRatioPart)
        return QStringLiteral("%1:%2").arg(width).arg(height);
    return width > height ? QStringLiteral("%1:1").arg(hundredths(double(width) / height))
                          : QStringLiteral("1:%1").arg(hundredths(double(height) / width));
}

QString pixelText(QSize size)
{
    return QStringLiteral("%1 × %2").arg(size.width()).arg(size.height());
}

QString timesText(double factor)
{
    // Half a per cent more is a rounded crop, not an enlargement.
    if (factor < 1.005)
        return {};
    return QLocale().toString(factor, 'f', factor < 1.05 ? 2 : 1) + QStringLiteral("×");
}

QString enlargedText(double factor)
{
    const QString times = timesText(factor);
    return times.isEmpty() ? QString() : QCoreApplication::translate("Deliver", "enlarged %1").arg(times);
}

QString presetName(const Preset& preset)
{
    const bool saysItself = preset.label.contains(preset.platform, Qt::CaseInsensitive);
    return saysItself ? preset.label : QStringLiteral("%1 %2").arg(preset.platform, preset.label);
}

int percent(double share)
{
    if (share <= 0 || share >= 1)
        return share <= 0 ? 0 : 100;
    return std::clamp(int(std::lround(share * 100)), 1, 99);
}

} // namespace batchroom
