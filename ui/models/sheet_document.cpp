// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sheet_document.h"

#include "app/compose/sheet_builder.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace batchroom {

namespace {

constexpr int newestFormat = 1;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SheetDocument)
};

QJsonObject rowObject(const SheetRow& row)
{
    QJsonObject object;
    for (int i = 0; i < sheetColumnCount; ++i) {
        const auto column = static_cast<SheetColumn>(i);
        if (!row.cell(column).isEmpty())
            object.insert(sheetColumnName(column), row.cell(column));
    }
    if (!row.extras.isEmpty()) {
        QJsonObject extras;
        for (auto extra = row.extras.cbegin(); extra != row.extras.cend(); ++extra)
            extras.insert(extra.key(), extra.value());
        object.insert(QStringLiteral("_own"), extras);
    }
    return object;
}

SheetRow rowFrom(const QJsonObject& object)
{
    SheetRow row;
    for (auto field = object.constBegin(); field != object.constEnd(); ++field) {
        if (const std::optional<SheetColumn> column = sheetColumnFromName(field.key()))
            row.cell(*column) = field.value().toString().left(maxCellLength);
    }
    const QJsonObject extras = object.value(QLatin1StringView("_own")).toObject();
    for (auto extra = extras.constBegin(); extra != extras.constEnd(); ++extra)
        row.extras.insert(extra.key(), extra.value().toString().left(maxCellLength));
    return row;
}

} // namespace

QByteArray sheetDocument(const Sheet& sheet)
{
    QJsonArray rows;
    for (const SheetRow& row : sheet.rows)
        rows.append(rowObject(row));
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), newestFormat}, {QStringLiteral("rows"), rows}})
        .toJson(QJsonDocument::Compact);
}

Result<Sheet> sheetFromDocument(const QByteArray& document)
{
    const QJsonDocument json = QJsonDocument::fromJson(document);
    const int format = json.object().value(QLatin1StringView("format")).toInt();
    if (!json.isObject() || format < 1)
        return Error{ErrorCode::BadInput, Words::tr("The saved sheet cannot be read."), {}};
    if (format > newestFormat)
        return Error{ErrorCode::BadInput,
            Words::tr("The sheet was saved by a newer Batchroom. Update to open it; it is kept as it is."), {}};
    Sheet sheet;
    const QJsonArray rows = json.object().value(QLatin1StringView("rows")).toArray();
    for (const QJsonValue& row : rows) {
        if (sheet.rows.size() < maxSheetRows)
            sheet.rows.append(rowFrom(row.toObject()));
    }
    return sheet;
}

} // namespace batchroom
