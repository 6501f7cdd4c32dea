package dev.holdfast.internal.cart;

import dev.holdfast.internal.event.EventWords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Statements on {@code carts} that lock nothing. */
@RegisterRowMapper(CartSql.HeadMapper.class)
public interface CartSql {
    /** Inserts an open cart without items, and returns its row. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            made as (
              insert into #carts (token, status, user_id, user_tier, promo_codes, currency, book_token, priced_at, policy,
                                  attributes, email, metadata, reservation_seconds, origin, created_at, updated_at)
              select :token, 'open', :user_id, :user_tier, :promo_codes, :currency, (select token from #versions), clock.now,
                     :policy, cast(:attributes as jsonb), :email, cast(:metadata as jsonb), :reservation_seconds, :origin,
                     clock.now, clock.now
              from clock
              returning *),
            told as (
              insert into #events (type, cart_id, data, actor, at)
              select '""" + EventWords.CART_CREATED + """
            ', made.id, json_build_object('user_id', made.user_id, 'currency', made.currency),
                     cast(:actor as text), made.created_at
              from made)
            select\s""" + CartsTable.COLUMNS + "\nfrom made")
    CartHead create(
            @Bind("actor") @Nullable String actor,
            @Bind("now") @Nullable OffsetDateTime now,
            @Bind("token") String token,
            @Bind("user_id") @Nullable String userId,
            @Bind("user_tier") @Nullable String userTier,
            @Bind("promo_codes") String[] promoCodes,
            @Bind("currency") String currency,
            @Bind("policy") String policy,
            @Bind("attributes") String attributes,
            @Bind("email") @Nullable String email,
            @Bind("metadata") @Nullable String metadata,
            @Bind("origin") @Nullable Integer origin,
            @Bind("reservation_seconds") @Nullable Integer reservationSeconds);

    /** The number of the cart that has a token; null if there is none. */
    @SqlQuery("select id from #carts where token = :token")
    @Nullable
    Long idOf(@Bind("token") String token);

    /** Reads the row of a cart. Thread-safe. */
    final class HeadMapper implements RowMapper<CartHead> {
        @Override
        public CartHead map(ResultSet row, StatementContext context) throws SQLException {
            return CartsTable.head(row);
        }
    }
}
