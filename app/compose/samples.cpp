// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/samples.h"

#include "app/compose/sheet_file.h"

#include <QFile>

static void initSamplesResource()
{
    Q_INIT_RESOURCE(samples);
}

namespace batchroom {

namespace {

QByteArray sampleBytes(const QString& name)
{
    initSamplesResource();
    QFile file(QStringLiteral(":/samples/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Sheet sampleSheet(const QString& name)
{
    const Result<SheetReading> reading = readSheet(sampleBytes(name), SheetFormat::Csv);
    Q_ASSERT(reading && reading->problems.isEmpty());
    return reading ? reading->sheet : Sheet();
}

} // namespace

Sheet firstStartSheet()
{
    return sampleSheet(QStringLiteral("first-start.csv"));
}

Sheet summerSaleSheet()
{
    return sampleSheet(QStringLiteral("summer-sale.csv"));
}

Brief haldenSummerBrief()
{
    const Result<Brief> brief = briefFromJson(sampleBytes(QStringLiteral("halden-summer.json")));
    Q_ASSERT(brief.hasValue());
    return brief.valueOr({});
}

} // namespace batchroom
